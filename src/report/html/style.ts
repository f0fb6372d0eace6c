/** The style of the page: dark or light as the reader's system is, narrow screens, and paper. */
export const PAGE_STYLE = `
:root{color-scheme:light dark;--back:#fff;--panel:#f6f8fa;--line:#d0d7de;--text:#1f2328;--dim:#59636e;--link:#0550ae;
--error:#b42318;--warning:#7d4e00;--note:#0b5cad;--mark:#ffe1dd;--yes:#116329;--shadow:0 1px 2px rgba(31,35,40,.08)}
@media screen and (prefers-color-scheme:dark){:root{--back:#0d1117;--panel:#161b22;--line:#30363d;--text:#e6edf3;--dim:#9ea7b3;--link:#79c0ff;
--error:#ff7b72;--warning:#e3b341;--note:#79c0ff;--mark:#5c1f1b;--yes:#56d364;--shadow:none}}
*{box-sizing:border-box}
body{margin:0;background:var(--back);color:var(--text);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
main,header>div,footer{max-width:72rem;margin:0 auto;padding:0 1rem}
header{background:var(--panel);border-bottom:1px solid var(--line);padding:1.25rem 0}
h1{font-size:1.5rem;margin:0 0 .25rem}h2{font-size:1.25rem;margin:2rem 0 .75rem}h3{font-size:1rem;margin:0;font-weight:600}
h4{font-size:.875rem;margin:1rem 0 .25rem}
p{margin:.5rem 0}a{color:var(--link)}
code,pre,.place{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:.875em;overflow-wrap:anywhere}
.dim{color:var(--dim)}.place{color:var(--dim)}
nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;list-style:none;margin:.75rem 0 0;padding:0}
.skip{position:absolute;left:-100rem}.skip:focus{left:1rem;top:.5rem;background:var(--back);padding:.5rem}
:focus-visible{outline:2px solid var(--link);outline-offset:2px}
form{position:sticky;top:0;z-index:1;display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:center;background:var(--back);
border-bottom:1px solid var(--line);padding:.75rem 0}
form[hidden],[hidden]{display:none}
fieldset{border:0;margin:0;padding:0;display:flex;flex-wrap:wrap;gap:.25rem .9rem}legend{position:absolute;left:-100rem}
label{display:inline-flex;gap:.35rem;align-items:center}
input[type=search],select{font:inherit;color:inherit;background:var(--panel);border:1px solid var(--dim);border-radius:6px;padding:.3rem .5rem;max-width:100%}
input[type=search]{min-width:min(18rem,60vw)}
button{font:inherit;color:inherit;background:var(--panel);border:1px solid var(--dim);border-radius:6px;padding:.3rem .75rem;cursor:pointer}
article,.key,section{scroll-margin-top:5rem}
article,.key,.problems,.graph{border:1px solid var(--line);border-radius:8px;margin:0 0 1rem;background:var(--panel);box-shadow:var(--shadow)}
article{border-left:4px solid var(--line);padding:.75rem 1rem}
article.error{border-left-color:var(--error)}article.warning{border-left-color:var(--warning)}article.note{border-left-color:var(--note)}
article>header{all:unset;display:flex;flex-wrap:wrap;gap:.1rem .75rem;align-items:baseline}
.level{font-weight:600}.error>header .level,.level.error{color:var(--error)}.warning>header .level,.level.warning{color:var(--warning)}
.note>header .level,.level.note{color:var(--note)}
.message{font-weight:600;overflow-wrap:anywhere}
pre{background:var(--back);border:1px solid var(--line);border-radius:6px;padding:.5rem .75rem;overflow-x:auto;margin:.5rem 0;line-height:1.45;white-space:pre;overflow-wrap:normal}
pre code{font-size:inherit}
pre .number{display:inline-block;min-width:3ch;padding-right:1ch;text-align:right;color:var(--dim);user-select:none}
pre mark{background:var(--mark);color:inherit;border-radius:2px}
ol,ul{margin:.25rem 0;padding-left:1.5rem}li{overflow-wrap:anywhere}
summary{cursor:pointer}
.key>summary{padding:.6rem 1rem;overflow-wrap:anywhere}.key>summary h3{display:inline}.key>div{padding:0 1rem .75rem}
.badge{font-size:.8125rem;border:1px solid currentColor;border-radius:1rem;padding:0 .5rem;margin-left:.5rem;white-space:nowrap}
.badge.bad{color:var(--error)}.badge.good{color:var(--yes)}.badge.open{color:var(--warning)}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem;margin:.5rem 0}dt{color:var(--dim)}dd{margin:0;overflow-wrap:anywhere}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.9375rem;margin:.25rem 0}
th,td{text-align:left;vertical-align:top;padding:.3rem .75rem .3rem 0;border-bottom:1px solid var(--line)}td.name{min-width:14rem;overflow-wrap:anywhere}
thead th{color:var(--dim);font-weight:500}td small{display:block;color:var(--dim)}
.problems{padding:.5rem 1rem}.problems li{margin:.25rem 0}
.graph{overflow:auto;padding:.5rem;max-height:85vh;background:var(--back)}
.graph svg{display:block;margin:0 auto}
.graph svg text{fill:var(--text)}.graph svg text[fill="#57606a"]{fill:var(--dim)}
.graph svg [fill="white"]{fill:none}
.graph svg text[fill="#cf222e"]{fill:var(--error)}.graph svg text[fill="#bc4c00"]{fill:var(--warning)}
@media screen and (prefers-color-scheme:dark){.graph svg [fill="#f6f8fa"]{fill:#161b22}.graph svg [fill="#fff8c5"]{fill:#3b2f0b}
.graph svg [fill="#ddf4ff"]{fill:#0c2d4a}.graph svg [fill="#ffffff"]{fill:#21262d}.graph svg path[stroke="#57606a"],.graph svg polygon[stroke="#57606a"]{stroke:#9ea7b3}
.graph svg polygon[fill="#57606a"]{fill:#9ea7b3}}
footer{color:var(--dim);padding-top:1rem;padding-bottom:2rem;font-size:.875rem}
@media (max-width:40rem){body{font-size:15px}dl{grid-template-columns:1fr;gap:0 1rem}dd{margin-bottom:.4rem}form{position:static}article{padding:.6rem .75rem}}
@media print{form,nav,.skip{display:none}body{font-size:10.5pt}article,.key,tr,pre{break-inside:avoid}h2,h3{break-after:avoid}
.graph{max-height:none;overflow:visible}.graph svg{max-width:100%;height:auto}pre{white-space:pre-wrap}a{color:inherit}article,.key,.graph{box-shadow:none}}
`;
