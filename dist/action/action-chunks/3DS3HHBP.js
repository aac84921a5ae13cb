import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{d as n}from"./PESB2KOT.js";import{c as t}from"./6CHUULPW.js";function r(o){return`${n(t(JSON.stringify(o,null,2)))}
`}function p(o){return r(o)}export{r as a,p as b};
