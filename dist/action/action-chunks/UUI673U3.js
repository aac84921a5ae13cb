import{createRequire as __createRequire}from'node:module';const require=/*@__PURE__*/(()=>__createRequire(import.meta.url))();
var r=new RegExp("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Zl}\\p{Zp}\\p{Default_Ignorable_Code_Point}]|(?! )\\p{Zs}","gu"),i=new RegExp("(?!\\n)(?:[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Zl}\\p{Zp}\\p{Default_Ignorable_Code_Point}]|(?! )\\p{Zs})","gu");function s(n,e){return n.replace(r,t=>e(t.codePointAt(0)??0))}function p(n){let e="";for(let t=0;t<n.length;t+=1)e+=`\\u${n.charCodeAt(t).toString(16).padStart(4,"0")}`;return e}function l(n){return n.replace(r,p)}var o=/[^\n -~]+/gu;function c(n){return n.replaceAll(`\r
`,`
`).replace(o,e=>e.replace(i,p))}export{s as a,l as b,c};
