import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
var r=e=>e.replaceAll("%","%25").replaceAll("\r","%0D").replaceAll(`
`,"%0A"),a=e=>r(e).replaceAll(":","%3A").replaceAll(",","%2C"),t=e=>e.replace(/(?<=^|\s):(?=:)/g,"\\u003a").replace(/(?<=:::):+/g,l=>"\\u003a".repeat(l.length)).replaceAll("##[","\\u0023#[");export{r as a,a as b,t as c};
