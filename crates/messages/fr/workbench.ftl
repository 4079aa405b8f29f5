# Ce que dit l’atelier : erreurs des fichiers de projet et des commandes, et ce qui a été fait.
# en/workbench.ftl a les mêmes messages avec les mêmes valeurs.

## Fichiers de projet

project-in-use = {$name} est ouvert dans une autre fenêtre de Calque.
project-in-use-help = fermez l’autre, ou travaillez-y
project-newer = {$name} a été écrit par une version plus récente de Calque.
project-newer-help = installez la version plus récente ; le fichier n’a pas été touché
project-damaged = {$name} n’est pas un projet de Calque, ou est endommagé : {$why}
project-damaged-help = ouvrez une copie de sauvegarde ; le fichier n’a pas été touché
project-disk-full = {$name} ne peut pas être écrit : le disque est plein.
project-disk-full-help = faites de la place et recommencez ; tout ce qui précède est conservé
project-storage = {$name} ne peut pas être lu ou écrit : {$why}
project-storage-help = vérifiez que le dossier existe et qu’on peut y écrire
project-missing = Il n’y a pas ici de { $what ->
    [document] document
    [bead] paire
    [cell] cellule
    [finding] constat
    [comment] commentaire
   *[event] événement
} {$id}.
project-missing-help = rechargez la page : elle a été modifiée ailleurs

## Commandes impossibles

project-refused-help = choisissez un autre endroit
command-empty-comment = Le commentaire est vide.
command-too-long = Le texte dépasse {$limit} octets.
command-confirm-what = Rien ne dit quelles paires sont confirmées.
command-no-suggestion = Il n’y a pas de suggestion à mettre dans le texte.
command-unlink-what = Seule une paire à deux côtés peut être séparée.
command-no-neighbour = Il n’y a pas de paire à côté de celle-ci.
command-locked = La paire est verrouillée.
command-split-where = Il ne resterait rien d’un côté de la coupe.
command-shift-what = Il n’y a rien à déplacer de ce côté.
command-link-what = Choisissez deux paires.
command-realign-what = Rien ne dit quel passage aligner.
command-realign-same = Le passage est déjà aligné ainsi, ou tout y est verrouillé ou confirmé.
command-nothing-to-undo = Il n’y a rien à annuler.
command-nothing-to-redo = Il n’y a rien à refaire.

## Le serveur

web-foreign-host = La requête est destinée à un autre hôte.
web-foreign-origin = La requête vient d’une autre page.
web-forbidden-help = ouvrez l’adresse qu’affiche `calque serve`
web-no-token = La requête n’a pas le jeton de cet atelier.
web-no-token-help = ouvrez l’adresse qu’affiche `calque serve`, avec son jeton
web-media-type = La requête doit avoir le type de contenu {$wanted}.
web-too-large = Le fichier dépasse {$limit} Mo.
web-too-large-help = augmentez `max-size` sous `[read]` dans calque.toml, ou divisez le texte ; un grand fichier de paires s’ouvre par son chemin
web-bad-request = La requête ne peut pas être lue : {$why}
web-bad-request-help = rechargez la page
web-no-project = Aucun projet n’est ouvert.
web-no-project-help = ouvrez deux textes ou un projet
web-no-upload = Le fichier déposé ici n’y est plus.
web-no-url = « {$url} » n’est pas l’adresse d’une page.
web-no-url-help = donnez l’adresse complète d’une page web
web-no-file = Il n’y a pas de fichier {$name}.
web-no-file-help = vérifiez le nom et le dossier
web-no-pairs = Le fichier n’a pas de paires.
web-no-pairs-help = donnez un fichier de paires, tel que TMX, XLIFF, TSV, JSONL ou PO
web-too-many-pairs = Le fichier a plus de {$limit} paires.
web-too-many-pairs-help = ouvrez-le comme corpus
web-left-out = { $blocks ->
    [one] {$blocks} passage de menus, liens de partage ou pieds de page a été laissé de côté
   *[other] {$blocks} passages de menus, liens de partage et pieds de page ont été laissés de côté
}
web-stopped = L’ouverture a été arrêtée.
web-stopped-help = rouvrez les textes
web-internal = Une erreur s’est produite dans Calque : {$why}
web-internal-help = ce que vous avez fait avant est conservé ; rechargez la page
web-port-taken = Le port {$port} ne peut pas être utilisé : {$why}
web-port-taken-help = choisissez-en un autre avec --port, ou omettez --port

## La fiche d’un constat

card-both = L’original dit *{$was}*, la traduction *{$is}*.
card-source = L’original dit *{$was}* ; la traduction ne le dit pas.
card-target = La traduction dit *{$is}* ; l’original ne le dit pas.
tier-to-correct = à corriger
tier-to-check = à vérifier
card-perhaps = Peut-être
card-neither = {$said}
card-also-marked = Marqué aussi par {$who}.
card-judge-agrees = Le juge {$who} est d’accord.
card-judge-agrees-because = Le juge {$who} est d’accord : {$why}
card-judge-denies = Le juge {$who} n’est pas d’accord : {$why}
card-judge-unsure = Le juge {$who} ne peut pas le dire.
severity-critical = critique
severity-major = majeur
severity-minor = mineur
severity-info = remarque
sure-very = presque certain
sure-likely = probable
sure-perhaps = possible
sure-doubtful = douteux

## Ce qui a été fait

said-open = Ouvert.
said-edit = Texte modifié.
said-accept = Suggestion acceptée.
said-dismiss = Constat écarté.
said-reopen = Constat rouvert.
said-corrected = Constat marqué comme corrigé.
said-ask = Question notée.
said-comment = Commentaire écrit.
said-delete-comment = Commentaire supprimé.
said-read = { $count ->
    [one] Marqué comme lu.
   *[other] {$count} paires marquées comme lues.
}
said-unread = { $count ->
    [one] Marqué comme non lu.
   *[other] {$count} paires marquées comme non lues.
}
said-merge = Paires fusionnées.
said-split = Paire divisée.
said-shift = Phrase déplacée.
said-unlink = Paire séparée.
said-link = Paires liées.
said-swap = Traductions échangées.
said-insert = Cellule vide insérée.
said-inserted = Mots manquants insérés.
said-confirm = Paires confirmées.
said-lock = Paires verrouillées.
said-unlock = Paires déverrouillées.
said-realign = Passage aligné de nouveau.
said-judge = Paire jugée.
said-right = Constat jugé.
said-other = Modifié.
said-undone = Annulé : {$what}
said-redone = Refait : {$what}
said-came = { $count ->
    [one] {$count} constat apparu.
   *[other] {$count} constats apparus.
}
said-went = { $count ->
    [one] {$count} constat disparu.
   *[other] {$count} constats disparus.
}
said-undone-many = { $count ->
    [0] Il n’y avait rien à annuler.
    [one] Une modification annulée.
   *[other] {$count} modifications annulées.
}

## Emporter

export-no-format = Il n’y a pas de format {$format}.
export-no-format-help = choisissez original, html, json, csv, sarif, tmx, xliff, tsv, jsonl, xces, parquet, suppressions, gold ou mqm
export-no-original = Un fichier du format {$format} ne peut pas être écrit tel qu’il est venu.
export-no-original-help = copiez le texte, ou emportez-le en HTML, TMX ou XLIFF
export-inserted = Ce qui a été inséré n’a pas de place dans le fichier : « {$words} ».
export-not-found = Ces mots ne se retrouvent pas dans le fichier, ou la correction traverse son balisage : « {$words} ».

## Corpus

corpus-none-open = Aucun corpus n’est ouvert.
corpus-none-open-help = ouvrez le dossier d’un `calque corpus build`, ou un fichier de paires
corpus-no-corpus = {$name} n’est ni le dossier d’un `calque corpus build` ni un fichier de paires.
corpus-no-corpus-help = donnez le dossier où se trouve report.json, ou un fichier tel que pairs.tsv
corpus-no-filter = Il n’y a pas ici de filtre {$filter}, ou il ne s’applique pas.
corpus-settings-exist = {$name} existe déjà.
corpus-settings-exist-help = dites que ses filtres peuvent être remplacés ; ses autres réglages restent
corpus-rewritten = { $pairs ->
    [one] {$pairs} paire écrite
   *[other] {$pairs} paires écrites
} dans {$name}, { $documents ->
    [0] aucun document corrigé.
    [one] un document corrigé.
   *[other] {$documents} documents corrigés.
}

## Relecture

said-read-again = Fichiers relus.
web-not-from-files = Les textes n’ont pas été lus dans des fichiers de cette machine.
web-not-from-files-help = ouvrez les nouveaux textes comme un nouveau document
memory-unreadable = La liste des décisions {$name} est illisible : {$why}
memory-unreadable-help = corrigez le fichier ou déplacez-le ; vos décisions restent dans le projet
memory-unwritable = Impossible d’écrire {$name} : {$why}
memory-unwritable-help = vos décisions restent dans le projet ; rendez le dossier accessible en écriture, ou exportez la liste depuis l’écran de fin
said-term = Consigné dans {$name} ; le texte est revérifié.
export-not-decoded = Le fichier contient des octets que son encodage n’explique pas, et ne reviendrait pas tel quel.
export-no-character = L’encodage du fichier, {$encoding}, ne possède pas le caractère « {$sign} ».
export-no-character-help = écrivez-le autrement, ou copiez le texte net

## Textes refusés

refused-same-language = Les deux textes sont en { $lang ->
    [en] anglais
    [fr] français
    [de] allemand
    [es] espagnol
    [it] italien
    [pt] portugais
    [nl] néerlandais
   *[other] {$lang}
} : {$source} et {$target}.
refused-same-language-help = donnez l’original à gauche et sa traduction à droite
refused-swapped = Les deux textes sont du mauvais côté : {$source} et {$target}.
refused-swapped-help = échangez-les
refused-wrong-language = {$name} est donné pour du { $given ->
    [en] anglais
    [fr] français
    [de] allemand
    [es] espagnol
    [it] italien
    [pt] portugais
    [nl] néerlandais
   *[other] {$given}
}, mais c’est du { $found ->
    [en] anglais
    [fr] français
    [de] allemand
    [es] espagnol
    [it] italien
    [pt] portugais
    [nl] néerlandais
   *[other] {$found}
}.
refused-wrong-language-help = donnez le bon texte, ou laissez trouver la langue
refused-unrelated = {$source} et {$target} ne semblent pas être la traduction l’un de l’autre.
refused-unrelated-help = vérifiez qu’ils vont ensemble ; ils peuvent être ouverts quand même
refused-long-segment = {$name}, ligne {$line} : la phrase est trop longue pour être appariée.
refused-long-segment-help = coupez-la en phrases : il manque des points, ou ce n’est pas de la prose
refused-too-many = {$name} a {$segments} phrases ; au-delà de {$limit}, elles ne peuvent être appariées d’un bloc.
refused-too-many-help = divisez les deux textes, aux chapitres par exemple
refused-missing = Il n’y a pas de fichier {$name}.
refused-missing-help = vérifiez le nom et le dossier
refused-directory = {$name} est un dossier.
refused-directory-help = nommez un fichier qui s’y trouve
refused-empty = {$name} est vide : il n’y a pas de texte à lire.
refused-empty-help = donnez un texte qui contient des mots
refused-binary = {$name} n’est pas un texte que Calque sait lire.
refused-binary-help = enregistrez ou exportez ses mots en texte, en HTML ou en docx
refused-too-large = {$name} dépasse {$limit} Mo.
refused-no-text = {$name} n’a pas de texte lisible.
refused-no-text-help = si les mots viennent d’un script dans le navigateur, ou sont une image, copiez-les et collez-les
refused-damaged = {$name} est endommagé.
refused-damaged-help = ouvrez-le dans le programme qui l’a fait, puis enregistrez-le de nouveau ou en texte
refused-bomb = {$name} se déploie à des centaines de fois sa taille et n’est donc pas ouvert.
refused-bomb-help = aucun document n’est aussi comprimé ; si vous lui faites confiance, décompressez-le et donnez le texte
refused-no-pairs = {$name} n’est pas un fichier de paires.
refused-no-pairs-help = ouvrez-le comme l’un de deux textes, ou donnez du TMX, du XLIFF, du TSV, des lignes JSON ou du PO
refused-forbidden = {$name} ne peut pas être lu : les droits manquent.
refused-forbidden-help = vérifiez qui peut le lire
refused-private = {$url} est sur cet ordinateur ou sur un réseau qui n’est pas public : l’adresse n’est pas lue.
refused-private-help = ouvrez la page dans le navigateur, puis copiez et collez son texte
refused-no-host = {$url} : cet hôte n’existe pas, ou il n’y a pas de réseau.
refused-no-host-help = vérifiez l’adresse et le réseau
refused-robots = {$url} ne doit pas être lue par des programmes : le site le dit.
refused-page-help = ouvrez la page dans le navigateur, puis copiez et collez son texte
refused-status = {$url} ne peut pas être lue : le serveur répond {$status}.
refused-connect = {$url} : le serveur ne répond pas.
refused-connect-help = vérifiez le réseau et recommencez plus tard
refused-media = {$url} n’est pas une page avec du texte.
