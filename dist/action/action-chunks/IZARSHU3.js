import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as f,b as d}from"./NYCPRKQA.js";import{a as p,b as l,d as c,e as a,g as u}from"./KDWERUVP.js";import{b as o,c as m}from"./6CHUULPW.js";import{a as j}from"./UGMQKBYN.js";import{d as y}from"./V5NYSCKK.js";var s=y(j(),1);var x={lineWidth:120,aliasDuplicateObjects:!1};function g(t){let e=(0,s.stringify)(t,x);return o(e.replaceAll(`
`," "))===e.replaceAll(`
`," ")?e:m((0,s.stringify)(t,{...x,lineWidth:0,defaultStringType:"QUOTE_DOUBLE",defaultKeyType:"QUOTE_DOUBLE"}))}function A({patches:t}){return["# Pieces to put where each document is managed today: a second resource for one of them would fight the first.","Resources:",...p(t).map(n=>[r(l(n)),...n.patches.map(T)].join(`
`)),""].join(`
`)}function r(t){return t.trimEnd().split(`
`).map(e=>`  # ${o(e)}`.trimEnd()).join(`
`)}function T(t){let e=d(t),n=[`${t.step}. ${c(t)}${t.decision?" (its owner has to decide)":""}`,...t.changes.map(a),...e===null||e.isWhole?[]:["In the resource that is there:"]].join(`
`);if(e===null)return`${r(n)}
${r(u(t.document))}`;let h=f(t).split(/[^A-Za-z0-9]+/u).map(i=>`${i.slice(0,1).toUpperCase()}${i.slice(1)}`).join(""),$=g({[h]:{Type:e.type,Properties:e.members}});return`${r(n)}
${$.trimEnd().split(`
`).map(i=>`  ${i}`).join(`
`)}`}export{A as a};
