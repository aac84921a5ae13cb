import{createRequire as __createRequire}from'node:module';const require=/*@__PURE__*/(()=>__createRequire(import.meta.url))();
function e(n,r=5,o=", "){return n.length<=r?n.join(o):`${n.slice(0,r).join(o)} and ${n.length-r} more`}export{e as a};
