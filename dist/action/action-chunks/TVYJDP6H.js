import{createRequire as __createRequire}from'node:module';const require=/*@__PURE__*/(()=>__createRequire(import.meta.url))();
import{d as c}from"./425RZORU.js";import{c as o}from"./UUI673U3.js";function g(n){return`${l(JSON.stringify(n,null,2))}
`}function*m(n){let e=Object.entries(n).filter(([,i])=>i!==void 0);if(Array.isArray(n)||e.length===0){yield g(n);return}let t=`{
`;for(let[i,r]of e)Array.isArray(r)&&r.length>s?(yield l(`${t}  ${JSON.stringify(i)}: [
`),yield*y(r),yield`
  ]`):yield t+f({[i]:r},`{
`,`
}`),t=`,
`;yield`
}
`}var s=200;function*y(n){for(let e=0;e<n.length;e+=s){let t=f({list:n.slice(e,e+s)},`{
  "list": [
`,`
  ]
}`);yield e===0?t:`,
${t}`}}function f(n,e,t){return l(JSON.stringify(n,null,2).slice(e.length,-t.length))}function l(n){return c(o(n))}export{g as a,m as b};
