import{createRequire as __createRequire}from'node:module';const require=/*@__PURE__*/(()=>__createRequire(import.meta.url))();
import{b as f,d as a}from"./3OV3X24B.js";import{a as m,b as p}from"./H3ZO5WC3.js";import{d as l,g as c}from"./CWDAYUU6.js";import{a as T}from"./TBLZ446J.js";import{b as i,c as s}from"./UUI673U3.js";import{d as g}from"./XFOHTMA4.js";var r=g(T(),1);var u={lineWidth:120,aliasDuplicateObjects:!1};function d(e){let t=(0,r.stringify)(e,u);return i(t.replaceAll(`
`," "))===t.replaceAll(`
`," ")?t:s((0,r.stringify)(e,{...u,lineWidth:0,defaultStringType:"QUOTE_DOUBLE",defaultKeyType:"QUOTE_DOUBLE"}))}function U({patches:e}){return["# Pieces to put where each document is managed today: a second resource for one of them would fight the first.","Resources:",...m(e).map(n=>[o(p(n)),...n.patches.map(j)].join(`
`)),""].join(`
`)}function o(e){return e.trimEnd().split(`
`).map(t=>`  # ${i(t)}`.trimEnd()).join(`
`)}function j(e){let t=a(e),n=[...c(e),...t===null||t.isWhole?[]:["In the resource that is there:"]].join(`
`);if(t===null)return`${o(n)}
${o(l(e.document))}`;let x=f(e),h=d({[x]:{Type:t.type,Properties:t.members}});return`${o(n)}
${h.trimEnd().split(`
`).map(y=>`  ${y}`).join(`
`)}`}export{U as a};
