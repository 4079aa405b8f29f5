# c
-brand = Calque
hello = Bonjour, { $name } !
    .title = Salut
files = { $n ->
    [one] Un fichier
   *[other] { NUMBER($n, a: 1) } fichiers { "x" }
 } de { -brand }.
junk
