import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{a,b,c}from"./PQ5ON7Z6.js";import"./QROXM36I.js";import"./7QTM4PHO.js";import"./CQHIEZAR.js";import"./VKG3GIGO.js";import"./GQJYYTE6.js";import"./CWPXSXC3.js";import"./V5NYSCKK.js";export{c as credentialsTreatedAsExpired,b as credentialsWillNeedRefresh,a as defaultProvider};
