import{createRequire as __createRequire}from'node:module';const require=/*@__PURE__*/(()=>__createRequire(import.meta.url))();
import{a as r}from"./XSBUQBRT.js";import{b as i}from"./UUI673U3.js";function s(o,t){let n=r(i(o.replaceAll(/\s*\n\s*/gu," ")).trim(),t).trim();return n===""?"not known":n}export{s as a};
