## Ce que le serveur de langage dit dans un éditeur.

editor-original = dans l’original : { $words }
editor-original-of = **Original**
editor-translation-of = **Traduction**
editor-no-original = Aucune phrase de l’original n’est rendue ici.
editor-no-translation = Aucune phrase de la traduction ne rend celle-ci.
editor-replace = Remplacer « { $is } » par « { $better } »
editor-dismiss = Écarter ({ $rule }) : { $reason }
editor-not-an-error = ce n’est pas une erreur
editor-meant-so = c’est voulu
editor-no-file = { $name } ne peut pas être lu : { $problem }
editor-gone = La remarque n’existe plus ; le texte a changé depuis.
