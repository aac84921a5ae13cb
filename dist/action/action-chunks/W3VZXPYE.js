import{createRequire as __createRequire}from'node:module';const require=/*@__PURE__*/(()=>__createRequire(import.meta.url))();
import{a as i}from"./XSBUQBRT.js";import{c as s}from"./425RZORU.js";import{b as t}from"./UUI673U3.js";var a=/[\\`*_[\]|<>&~$@#]|(?<=^\s*)[-+=:]|(?<=^\s*\d+)[.)]|:(?=\/\/)|(?<=\b(?:mailto|xmpp)):|(?<=\bwww)\./giu,p=/(?<=&#(?:64|35);)(?=[\p{L}\p{N}_])/gu;function u(n,o){return s(t(i(n,o))).replace(a,r=>`&#${r.charCodeAt(0)};`).replace(p,"&#8203;")}function d(n,o="json"){let r=Math.max(2,...Array.from(n.matchAll(/`+/gu),([e])=>e.length)),m="`".repeat(r+1);return`${m}${o}
${n.split(`
`).map(e=>s(t(e))).join(`
`)}
${m}`}export{u as a,d as b};
