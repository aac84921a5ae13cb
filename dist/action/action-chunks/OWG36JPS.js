import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{b as y,d as g}from"./NRPREHJT.js";import{a as c,b as p}from"./627WCMOI.js";import{a,b as d,d as u,e as f,f as x}from"./FG47RLVY.js";import{a as O}from"./UGMQKBYN.js";import{b as o,c as l}from"./6CHUULPW.js";import{d as E}from"./V5NYSCKK.js";var r=E(O(),1);var $={lineWidth:120,aliasDuplicateObjects:!1};function h(t){let e=(0,r.stringify)(t,$);return o(e.replaceAll(`
`," "))===e.replaceAll(`
`," ")?e:l((0,r.stringify)(t,{...$,lineWidth:0,defaultStringType:"QUOTE_DOUBLE",defaultKeyType:"QUOTE_DOUBLE"}))}function A({patches:t}){return["# Pieces to put where each document is managed today: a second resource for one of them would fight the first.","Resources:",...c(t).map(n=>[i(p(n)),...n.patches.map(W)].join(`
`)),""].join(`
`)}function i(t){return t.trimEnd().split(`
`).map(e=>`  # ${o(e)}`.trimEnd()).join(`
`)}function W(t){let e=g(t),n=x(t),s=f(t),m=[`${t.step}. ${a(t)}${t.decision?" (its owner has to decide)":""}`,...t.changes.map(d),...n===null?[]:[`Stands at ${n}`],...s===null?[]:[s],...e===null||e.isWhole?[]:["In the resource that is there:"]].join(`
`);if(e===null)return`${i(m)}
${i(u(t.document))}`;let T=y(t),b=h({[T]:{Type:e.type,Properties:e.members}});return`${i(m)}
${b.trimEnd().split(`
`).map(j=>`  ${j}`).join(`
`)}`}export{A as a};
