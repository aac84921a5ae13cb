import{createRequire as __createRequire}from'node:module';const require=/*@__PURE__*/(()=>__createRequire(import.meta.url))();
import{a as o}from"./TVYJDP6H.js";function e(r){return o(r)}export{e as a};
