import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
var f=(s,o)=>`${s} ${o}${s===1?"":"s"}`;var r=/^\s*```/,a=/^(?: {2}|\t)/,x=/^[{[]/,p=/^[}\]],?$/,d=s=>/[}\]],?$/.test(s),g=s=>{let o=[],l=[],c="text",e=null,n=t=>{let i=l.join(`
`).replace(/^\n+|\s+$/g,"");i!==""&&o.push({kind:c,text:i}),l=[],c=t};for(let t of s.replaceAll(`\r
`,`
`).split(`
`))if(e===r&&r.test(t))e=null,n("text");else if(e===p&&p.test(t))l.push(t),e=null,n("text");else if(e!==null)l.push(t);else if(r.test(t))n("code"),e=r;else if(x.test(t))n("code"),l.push(t),d(t)?n("text"):e=p;else{let i=a.test(t)?"code":"text";i!==c&&t!==""&&n(i),l.push(t)}return n("text"),o};export{f as a,g as b};
