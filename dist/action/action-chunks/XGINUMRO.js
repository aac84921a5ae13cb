import{createRequire as __createRequire}from'node:module';const require=/*@__PURE__*/(()=>__createRequire(import.meta.url))();
import{a}from"./KVPAH35Y.js";import"./TVYJDP6H.js";import"./425RZORU.js";import"./UUI673U3.js";import"./XFOHTMA4.js";export{a as fixJson};
