import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as g}from"./GAVSYPN5.js";import{b as f}from"./FR46435I.js";import{c as $}from"./MQPILWTC.js";import"./V5NYSCKK.js";var b=/[\uFFFE\uFFFF]/g,h={"&":"&amp;","<":"&lt;",">":"&gt;",'"':"&quot;","'":"&apos;"},m=n=>f(n).replace(b,e=>`\\u${e.charCodeAt(0).toString(16)}`).replace(/[&<>"']/g,e=>h[e]??e),l=n=>m(n).replaceAll(`
`,"&#10;");var j=(n,{failOn:e})=>{let s=$(e),o=[],t=g(n);for(let{source:i,pairs:u,findings:p}of t.sourceBuckets){let c=u.map(({entry:r,findings:k})=>{let F=`${r.replicationRule?.id??`number ${(r.replicationRule?.index??0)+1}`} to ${r.destination?.bucket??"not known"}`;return d(i.bucket,F,k.filter(s),r.verdict==="unknown"||r.verdict==="disabled"?`verdict ${r.verdict}`:null)});c.push(...p.filter(s).map(r=>d(i.bucket,r.rule,[r],null))),o.push(x(i.bucket,c))}let a=t.elsewhere.filter(s);return a.length>0&&o.push(x("roles, keys and policies",a.map(i=>d("estate",`${i.rule} ${i.resource}`,[i],null)))),`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="replint">
${o.join("")}</testsuites>
`},A=j;function d(n,e,s,o){let t=`    <testcase classname="${l(n)}" name="${l(e)}"`;if(s.length>0){let a=s.map(({rule:u,message:p,help:c})=>`${u}: ${p}
${c}`).join(`

`),i=s.map(({rule:u})=>u).join(", ");return{xml:`${t}>
      <failure message="${l(i)}">${m(a)}</failure>
    </testcase>
`,isFailure:!0,isSkipped:!1}}return o!==null?{xml:`${t}>
      <skipped message="${l(o)}"/>
    </testcase>
`,isFailure:!1,isSkipped:!0}:{xml:`${t}/>
`,isFailure:!1,isSkipped:!1}}function x(n,e){let s=e.filter(({isFailure:t})=>t).length,o=e.filter(({isSkipped:t})=>t).length;return`  <testsuite name="${l(n)}" tests="${e.length}" failures="${s}" skipped="${o}">
${e.map(({xml:t})=>t).join("")}  </testsuite>
`}export{A as default};
