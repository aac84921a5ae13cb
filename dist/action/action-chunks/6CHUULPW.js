import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
var r=new RegExp("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Zl}\\p{Zp}\\p{Default_Ignorable_Code_Point}]|(?! )\\p{Zs}","gu"),i=new RegExp("(?!\\n)(?:[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Zl}\\p{Zp}\\p{Default_Ignorable_Code_Point}]|(?! )\\p{Zs})","gu");function o(n,t){return n.replace(r,e=>t(e.codePointAt(0)??0))}function p(n){let t="";for(let e=0;e<n.length;e+=1)t+=`\\u${n.charCodeAt(e).toString(16).padStart(4,"0")}`;return t}function s(n){return n.replace(r,p)}function l(n){return n.replaceAll(`\r
`,`
`).replace(i,p)}export{o as a,s as b,l as c};
