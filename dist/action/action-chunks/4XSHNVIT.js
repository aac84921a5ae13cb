import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
function e(s,r){if(s.length<=r)return s;let n=s.slice(0,r-1),t=n.charCodeAt(n.length-1);return`${t>=55296&&t<=56319?n.slice(0,-1):n}…`}export{e as a};
