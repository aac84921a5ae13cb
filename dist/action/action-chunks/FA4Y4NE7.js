import{createRequire as __createRequire}from'node:module';const require=/*@__PURE__*/(()=>__createRequire(import.meta.url))();
function l(s,a){let e=[0];for(let t=s.indexOf(`
`);t>=0;t=s.indexOf(`
`,t+1))e.push(t+1);let o=(t,n)=>(e[t-1]??s.length)+n-1,d=[...new Map(a.map(t=>[JSON.stringify(t),t])).values()].map((t,n)=>({edit:t,index:n,start:o(t.startLine,t.startColumn)})).sort((t,n)=>t.start-n.start||t.index-n.index),i=[],r=0;for(let{edit:t,start:n}of d)i.push(s.slice(r,n),t.text),r=Math.max(r,o(t.endLine,t.endColumn));return[...i,s.slice(r)].join("")}export{l as a};
