// The page's only style, allowed by its hash. The colours are the app's (web/src/ui/theme.css).
export const style = `
:root{color-scheme:light dark;--paper:#fbfaf8;--surface:#f3f1ed;--line:#e2dfd8;--ink:#1c1b19;--soft:#504d47;--accent:#0b5a4d}
@media (prefers-color-scheme:dark){:root{--paper:#141413;--surface:#1e1d1b;--line:#32302c;--ink:#edebe5;--soft:#b3afa6;--accent:#6fcdb8}}
*{box-sizing:border-box}
html{background:var(--paper);color:var(--ink);font:1rem/1.6 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;-webkit-text-size-adjust:100%;scroll-padding-top:1rem}
body{margin:0 auto;max-width:76rem;padding:1.5rem 1rem 6rem}
h1{font-size:1.75rem;line-height:1.3;margin:0 0 .5rem}
h2{font-size:1.25rem;margin:4rem 0 .5rem;padding-top:1rem;border-top:1px solid var(--line)}
h3{font-size:1.0625rem;margin:3rem 0 .25rem}
h4{font-size:.8125rem;font-weight:600;color:var(--soft);margin:1.5rem 0 .25rem}
p,dl,ul,pre{margin:.5rem 0}
main,header{max-width:44rem;min-width:0}
a{color:var(--accent);text-underline-offset:.2em}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:2px}
code,pre{font:.8125rem/1.6 ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace}
code{overflow-wrap:anywhere}
pre{background:var(--surface);border:1px solid var(--line);border-radius:6px;padding:.75rem 1rem;overflow-x:auto;tab-size:2}
.line{overflow-wrap:anywhere;margin:0}
.method{font-weight:600;color:var(--accent)}
.soft{color:var(--soft)}
dl{border-top:1px solid var(--line)}
dl>div{padding:.5rem 0;border-bottom:1px solid var(--line)}
dt{overflow-wrap:anywhere;font-size:.875rem}
dd{margin:0;color:var(--soft);font-size:.875rem}
dd p{margin:0}
nav ul{list-style:none;padding:0;margin:0 0 1rem;font-size:.875rem}
nav li{padding:.125rem 0}
nav a{display:inline-block;padding:.1875rem 0;text-decoration:none}
nav a:hover{text-decoration:underline}
nav b{font-size:.8125rem;font-weight:600;color:var(--soft)}
@media (min-width:60rem){
body{display:grid;grid-template-columns:17rem minmax(0,44rem);column-gap:4rem;padding:3rem 2rem 8rem}
header,main{grid-column:2}
nav{grid-column:1;grid-row:1/span 2;position:sticky;top:2rem;align-self:start;max-height:calc(100vh - 4rem);overflow-y:auto}
}
@media print{nav{display:none}}
`
