/* Instead of the 200 kB of Chart.js, which unfold's frame loads on every page: the charts here are SVG.
   unfold's app.js reaches for `Chart` only where a page has an element of the class "chart"; none has. */
