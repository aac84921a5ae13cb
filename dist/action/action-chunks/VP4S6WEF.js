import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
var e=(n,r)=>{if(n.length<=r)return n;let s=n.slice(0,r-1),t=s.charCodeAt(s.length-1);return`${t>=55296&&t<=56319?s.slice(0,-1):s}…`};export{e as a};
