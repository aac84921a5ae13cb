import{createRequire as __createRequire}from'node:module';const require=/*@__PURE__*/(()=>__createRequire(import.meta.url))();
import{a as s}from"./FA4Y4NE7.js";import{b as m}from"./UB7DUCN2.js";import{a as o,f}from"./CWDAYUU6.js";import{b as t}from"./UUI673U3.js";function w({report:{patches:e},files:i=new Map}){let r=e.filter(({edits:n})=>n===void 0).map(n=>`# By hand: ${t($(n))}`),c=[...i].map(([n,d])=>{let l=e.flatMap(p=>(p.edits??[]).filter(u=>u.file===n)),a=t(n.replaceAll("\\","/").replace(/^(?:\.?\/)+/u,""));return m(`a/${a}`,`b/${a}`,d,s(d,l),void 0,void 0,{context:3}).replace(/^=+\n/u,"")});return`${[...r,...c.map(n=>n.trimEnd())].join(`
`)}
`}function $(e){let i=f(e),r=i===null?o(e):`${o(e)}, at ${i}`;return e.byHand===void 0?r:`${r}: here it is ${e.byHand}`}export{w as a};
