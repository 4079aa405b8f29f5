## What the language server says in an editor.

editor-original = in the original: { $words }
editor-original-of = **Original**
editor-translation-of = **Translation**
editor-no-original = No sentence of the original is rendered here.
editor-no-translation = No sentence of the translation renders this one.
editor-replace = Replace “{ $is }” by “{ $better }”
editor-dismiss = Dismiss ({ $rule }): { $reason }
editor-not-an-error = not an error
editor-meant-so = meant so
editor-no-file = { $name } cannot be read: { $problem }
editor-gone = The finding is gone; the text was changed since.
