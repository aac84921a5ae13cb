import{createRequire as __createRequire}from'node:module';const require=/*@__PURE__*/(()=>__createRequire(import.meta.url))();
function i(s,u){let e=new Map,o=0;for(let n of s){let t=u(n,o),r=e.get(t);r===void 0?e.set(t,[n]):r.push(n),o+=1}return e}export{i as a};
