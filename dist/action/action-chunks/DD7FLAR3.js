import{createRequire as __createRequire}from'node:module';const require=/*@__PURE__*/(()=>__createRequire(import.meta.url))();
function e(n,t){return`${n} ${t}${n===1?"":"s"}`}function i(n,t="and"){return n.length<2?n.join(""):`${n.slice(0,-1).join(", ")} ${t} ${n.at(-1)??""}`}export{e as a,i as b};
