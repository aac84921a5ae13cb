import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import"./V5NYSCKK.js";var e=r=>`${JSON.stringify(r,null,2)}
`,t=e;export{t as default};
