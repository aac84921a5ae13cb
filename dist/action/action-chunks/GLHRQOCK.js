import{createRequire as __createRequire}from'node:module';const require=/*@__PURE__*/(()=>__createRequire(import.meta.url))();
function t(n){return/^[a-z]{2,5}(?:-[a-z]+)+-\d{1,2}$/u.test(n)}export{t as a};
