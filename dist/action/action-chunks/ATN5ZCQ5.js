import{createRequire as __createRequire}from'node:module';const require=/*@__PURE__*/(()=>__createRequire(import.meta.url))();
import{a}from"./IBXGC56Y.js";import"./OGFAO6UX.js";import"./XFOHTMA4.js";export{a as parseJson};
