import{createRequire as __createRequire}from'node:module';const require=/*@__PURE__*/(()=>__createRequire(import.meta.url))();
import{h as a,i as b,j as c}from"./WOUMFQXA.js";import"./JFLRIUOH.js";import"./LGXIMHYA.js";import"./XFOHTMA4.js";export{b as deepest,c as filesBelow,a as mostFiles};
