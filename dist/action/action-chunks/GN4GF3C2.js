import{createRequire as __createRequire}from'node:module';const require=/*@__PURE__*/(()=>__createRequire(import.meta.url))();
function p(t){return new Map(t.map(({id:e,title:r})=>[e,r]))}export{p as a};
