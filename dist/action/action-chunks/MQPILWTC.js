import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
var n={error:0,warning:1,note:2},i=e=>[...e].sort((o,r)=>n[o.level]-n[r.level]),t=({suppressed:e})=>e===null,d=e=>({kind:o,level:r,suppressed:l})=>e!=="never"&&o==="problem"&&l===null&&n[r]<=n[e];export{i as a,t as b,d as c};
