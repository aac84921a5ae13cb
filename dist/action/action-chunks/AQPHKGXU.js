import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a as l,b as g}from"./3UUZ4XZ4.js";import{c as f}from"./ZA7KFWCS.js";import{a as u}from"./VP4S6WEF.js";import{a as d}from"./FR46435I.js";import{a as h,b as $}from"./MQPILWTC.js";import"./V5NYSCKK.js";var j=/[\\`*_{}[\]()#+\-.!|<>&~@:]/gu,p=(n,e)=>f(d(u(n,e))).replace(j,o=>`&#${o.charCodeAt(0)};`),k=n=>{let e=Math.max(2,...Array.from(n.matchAll(/`+/gu),([r])=>r.length)),o="`".repeat(e+1);return`${o}json
${n.split(`
`).map(r=>d(r)).join(`
`)}
${o}`};var w=6e4,x=n=>{let e=y(n),o=h(n.findings.filter($)),r=[],c=e.length;for(let t of o){let s=R(t);if(c+s.length>w)break;c+=s.length,r.push(s)}let a=o.length-r.length,i=a===0?"":`
${l(a,"finding")} left out: this report is cut at ${w} characters. The JSON report holds all.
`;return`${e}${r.join("")}${i}`},_=x,v={replicates:"✅",partly:"❌",fails:"❌",skipped:"⚠️",disabled:"⏸️",unknown:"❓"},m=200;function y({summary:n,replication:e,notices:o}){let{error:r,warning:c,note:a}=n.findings,i=["## S3 replication","",`${l(n.replicationRules,"replication rule")}: ${l(r,"error")}, ${l(c,"warning")}, ${l(a,"note")}, ${n.suppressed} suppressed.${n.incomplete?" Incomplete: some verdicts are unknown.":""}`,"","| verdict | source | destination | replication rule | what does not arrive |","| --- | --- | --- | --- | --- |"];for(let t of e.slice(0,m)){let s=[t.source.bucket,t.destination?.bucket??"not known",t.replicationRule?.id??"",t.impact.join(" ")];i.push(`| ${v[t.verdict]} ${t.verdict} | ${s.map(b=>p(b,300)).join(" | ")} |`)}e.length>m&&i.push("",`${e.length-m} further replication rules are left out here.`);for(let t of o??[])i.push("",`> ${p(t,500)}`);return`${i.join(`
`)}

`}function R({level:n,kind:e,rule:o,message:r,help:c}){let a=g(c).map(t=>t.kind==="code"?k(t.text):t.text.split(`
`).map(s=>p(s,2e3)).join(`
`));return`<details><summary>${e==="unknown"?"unknown":n}: ${p(o,100)}</summary>

${p(r,2e3)}

${a.join(`

`)}

</details>

`}export{_ as default};
