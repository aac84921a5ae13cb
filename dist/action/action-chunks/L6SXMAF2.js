import{createRequire as __createRequire}from'node:module';const require=/*@__PURE__*/(()=>__createRequire(import.meta.url))();
function r(i){return i.slice(0,1).toUpperCase()+i.slice(1)}function n(i){return new RegExp("^\\p{Lu}[\\p{Lu}\\d]","u").test(i)?i:i.slice(0,1).toLowerCase()+i.slice(1)}export{r as a,n as b};
