/* Instead of the 47 kB (compressed) of XRegExp, which Django's admin loads on every list and form: only its
   prepopulated fields ask for it, and no form here has any. */
