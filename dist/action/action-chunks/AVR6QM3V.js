import{createRequire as __createRequire}from'node:module';const require=/*@__PURE__*/(()=>__createRequire(import.meta.url))();
import"./XFOHTMA4.js";var e=()=>{};export{e as parse};
