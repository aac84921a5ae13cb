import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as c}from"./AC5GLMNO.js";import{a as f,b as l}from"./ZA7KFWCS.js";import{a as m}from"./VP4S6WEF.js";import{b as p}from"./FR46435I.js";import{a as u,b as g}from"./MQPILWTC.js";import"./V5NYSCKK.js";var d=10,$={error:"error",warning:"warning",note:"notice"},a=(i,n)=>{let r=[],t={error:0,warning:0,note:0};for(let e of u(i.findings.filter(g)))t[e.level]+=1,t[e.level]<d&&r.push(v(e,n.workingDirectory));for(let[e,s]of Object.entries(t)){let o=s-(d-1);o>0&&r.push(`::${$[e]} title=replint::${o} more of level ${e}: see the report.`)}return r.length===0?"":`${r.join(`
`)}
`},R=a;function v({level:i,location:n,rule:r,message:t,help:e},s){let o=[`title=${l(r)}`];return n!==null&&(o.push(`file=${l(c(n.file,s).join("/"))}`),n.line!==null&&o.push(`line=${n.line}`,`col=${n.column??1}`)),`::${$[i]} ${o.join(",")}::${f(p(m(`${t}
${e}`,4e3)))}`}export{R as default};
