import{createRequire as __createRequire}from'node:module';const require=/*@__PURE__*/(()=>__createRequire(import.meta.url))();
import{a}from"./AVWZQANP.js";import"./TBLZ446J.js";import"./XFOHTMA4.js";export{a as parseYaml};
