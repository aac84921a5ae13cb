import{createRequire as __createRequire}from'node:module';const require=/*@__PURE__*/(()=>__createRequire(import.meta.url))();
var r=class extends Error{name="ExpectedError";help;constructor(n,e=null,l){super(n,l),this.help=e}};export{r as a};
