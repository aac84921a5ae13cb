import{createRequire as __createRequire}from'node:module';const require=/*@__PURE__*/(()=>__createRequire(import.meta.url))();
var e="policies that are not in the input",t={Name:e,Content:{Version:"2012-10-17",Statement:[{Effect:"Allow",Action:"*",Resource:"*"}]}};function o(n){return n.name===e}export{t as a,o as b};
