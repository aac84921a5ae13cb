import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
function e(n,r=5,t=", "){return n.length<=r?n.join(t):`${n.slice(0,r).join(t)} and ${n.length-r} more`}function o(n,r){return`${n} ${r}${n===1?"":"s"}`}function g(n,r="and"){return n.length<2?n.join(""):`${n.slice(0,-1).join(", ")} ${r} ${n.at(-1)??""}`}export{e as a,o as b,g as c};
