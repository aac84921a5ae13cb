import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{d as i}from"./PESB2KOT.js";import{c as n}from"./6CHUULPW.js";function m(o){return`${i(n(JSON.stringify(o,null,2)))}
`}export{m as a};
