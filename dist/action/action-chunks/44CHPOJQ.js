import{createRequire as __createRequire}from'node:module';const require=/*@__PURE__*/(()=>__createRequire(import.meta.url))();
import{a as r}from"./XSBUQBRT.js";import{c as i}from"./425RZORU.js";import{b as n,c as e}from"./UUI673U3.js";var m=200,f=2e3,s=20480;function p(t,o){return i(n(r(t,o)))}function g(t){return p(t,m)}function l(t){return i(e(r(t,s)))}export{f as a,p as b,g as c,l as d};
