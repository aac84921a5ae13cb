import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
function c(r){return JSON.stringify(r,(o,n)=>typeof n!="object"||n===null||Array.isArray(n)?n:Object.keys(n).sort().reduce((e,t)=>(e[t]=n[t],e),Object.create(null)))??"undefined"}export{c as a};
