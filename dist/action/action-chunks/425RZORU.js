import{createRequire as __createRequire}from'node:module';const require=/*@__PURE__*/(()=>__createRequire(import.meta.url))();
function n(e){return e.replaceAll("%","%25").replaceAll("\r","%0D").replaceAll(`
`,"%0A")}function l(e){return n(e).replaceAll(":","%3A").replaceAll(",","%2C")}function a(e){return t(e.replace(/(?<=^|\s):(?=:)/g,"\\u003a").replace(/(?<=:::):+/g,r=>"\\u003a".repeat(r.length)))}function t(e){return e.replaceAll("##[","\\u0023#[")}export{n as a,l as b,a as c,t as d};
