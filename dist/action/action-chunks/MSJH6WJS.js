import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{b as f,d as x}from"./RQZPIKJ5.js";import{a as l,b as p}from"./627WCMOI.js";import{a as c,b as a,d as u,e as d}from"./UQWWOONW.js";import{b as o,c as m}from"./6CHUULPW.js";import{a as E}from"./UGMQKBYN.js";import{d as j}from"./V5NYSCKK.js";var r=j(E(),1);var g={lineWidth:120,aliasDuplicateObjects:!1};function h(t){let e=(0,r.stringify)(t,g);return o(e.replaceAll(`
`," "))===e.replaceAll(`
`," ")?e:m((0,r.stringify)(t,{...g,lineWidth:0,defaultStringType:"QUOTE_DOUBLE",defaultKeyType:"QUOTE_DOUBLE"}))}function R({patches:t}){return["# Pieces to put where each document is managed today: a second resource for one of them would fight the first.","Resources:",...l(t).map(n=>[i(p(n)),...n.patches.map(O)].join(`
`)),""].join(`
`)}function i(t){return t.trimEnd().split(`
`).map(e=>`  # ${o(e)}`.trimEnd()).join(`
`)}function O(t){let e=x(t),n=d(t),s=[`${t.step}. ${c(t)}${t.decision?" (its owner has to decide)":""}`,...t.changes.map(a),...n===null?[]:[`Stands at ${n}`],...e===null||e.isWhole?[]:["In the resource that is there:"]].join(`
`);if(e===null)return`${i(s)}
${i(u(t.document))}`;let y=f(t),$=h({[y]:{Type:e.type,Properties:e.members}});return`${i(s)}
${$.trimEnd().split(`
`).map(T=>`  ${T}`).join(`
`)}`}export{R as a};
