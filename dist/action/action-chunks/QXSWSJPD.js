import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{b as y,d as g}from"./TLDMBO3T.js";import{a as p,b as c}from"./627WCMOI.js";import{a,b as d,d as u,e as f,f as x}from"./HFOXECEJ.js";import{a as O}from"./XRUAFHOO.js";import{b as o,c as l}from"./UYFRT2UQ.js";import{d as E}from"./V5NYSCKK.js";var r=E(O(),1);var $={lineWidth:120,aliasDuplicateObjects:!1};function h(t){let e=(0,r.stringify)(t,$);return o(e.replaceAll(`
`," "))===e.replaceAll(`
`," ")?e:l((0,r.stringify)(t,{...$,lineWidth:0,defaultStringType:"QUOTE_DOUBLE",defaultKeyType:"QUOTE_DOUBLE"}))}function v({patches:t}){return["# Pieces to put where each document is managed today: a second resource for one of them would fight the first.","Resources:",...p(t).map(n=>[i(c(n)),...n.patches.map(W)].join(`
`)),""].join(`
`)}function i(t){return t.trimEnd().split(`
`).map(e=>`  # ${o(e)}`.trimEnd()).join(`
`)}function W(t){let e=g(t),n=x(t),s=f(t),m=[`Step ${t.step}: ${a(t)}${t.decision?" (its owner has to decide)":""}`,...t.changes.map(d),...n===null?[]:[`Stands at ${n}`],...s===null?[]:[s],...e===null||e.isWhole?[]:["In the resource that is there:"]].join(`
`);if(e===null)return`${i(m)}
${i(u(t.document))}`;let T=y(t),b=h({[T]:{Type:e.type,Properties:e.members}});return`${i(m)}
${b.trimEnd().split(`
`).map(j=>`  ${j}`).join(`
`)}`}export{v as a};
