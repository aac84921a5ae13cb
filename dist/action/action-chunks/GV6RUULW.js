import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{b as p}from"./4FJVCUUT.js";import{a as f,e as l}from"./UQWWOONW.js";import{b as m}from"./6CHUULPW.js";function c(n,i){let a=[0];for(let t=n.indexOf(`
`);t>=0;t=n.indexOf(`
`,t+1))a.push(t+1);let d=(t,r)=>(a[t-1]??n.length)+r-1,e=[...new Map(i.map(t=>[JSON.stringify(t),t])).values()].map((t,r)=>({edit:t,index:r,start:d(t.startLine,t.startColumn)})).sort((t,r)=>t.start-r.start||t.index-r.index),s=[],o=0;for(let{edit:t,start:r}of e)s.push(n.slice(o,r),t.text),o=Math.max(o,d(t.endLine,t.endColumn));return[...s,n.slice(o)].join("")}function $({report:{patches:n},files:i=new Map}){let a=n.filter(({edits:e})=>e===void 0).map(e=>`# By hand: ${m(x(e))}`),d=[...i].map(([e,s])=>{let o=n.flatMap(r=>(r.edits??[]).filter(u=>u.file===e)),t=m(e.replaceAll("\\","/").replace(/^(?:\.?\/)+/u,""));return p(`a/${t}`,`b/${t}`,s,c(s,o),void 0,void 0,{context:3}).replace(/^=+\n/u,"")});return`${[...a,...d.map(e=>e.trimEnd())].join(`
`)}
`}function x(n){let i=l(n);return i===null?f(n):`${f(n)}, at ${i}`}export{$ as a};
