import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
var s=new RegExp("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Zl}\\p{Zp}\\p{Default_Ignorable_Code_Point}]|(?! )\\p{Zs}","gu"),o=new RegExp("(?!\\n)(?:[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Zl}\\p{Zp}\\p{Default_Ignorable_Code_Point}]|(?! )\\p{Zs})","gu"),n=e=>{let p="";for(let t=0;t<e.length;t+=1)p+=`\\u${e.charCodeAt(t).toString(16).padStart(4,"0")}`;return p},r=e=>e.replace(s,n),i=e=>e.replaceAll(`\r
`,`
`).replace(o,n);export{r as a,i as b};
