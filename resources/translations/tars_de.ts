<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en_US">
<context>
    <name>AccessCard</name>
    <message>
        <source>Access</source>
        <translation>Zugang</translation>
    </message>
    <message>
        <source>Copy Address</source>
        <translation>Adresse kopieren</translation>
    </message>
    <message>
        <source>C&amp;hange…</source>
        <translation>Än&amp;dern…</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Exposure</source>
        <translation>Erreichbarkeit</translation>
    </message>
    <message>
        <source>GPU</source>
        <translation>GPU</translation>
    </message>
    <message>
        <source>Anyone in your network</source>
        <translation>Alle im Netzwerk</translation>
    </message>
    <message>
        <source>Ollama has no password: anyone who reaches it can use and change it.</source>
        <translation>Ollama hat kein Passwort: Wer es erreicht, kann es nutzen und verändern.</translation>
    </message>
    <message>
        <source>Only this computer</source>
        <translation>Nur dieser Computer</translation>
    </message>
    <message>
        <source>Other computers cannot reach it.</source>
        <translation>Andere Computer erreichen ihn nicht.</translation>
    </message>
    <message>
        <source>On {host}: {who}</source>
        <translation>Auf {host}: {who}</translation>
    </message>
    <message>
        <source>CPU only: the GPU could not be had</source>
        <translation>Nur CPU: Die GPU war nicht zu bekommen</translation>
    </message>
    <message>
        <source>{name} overlay added</source>
        <translation>Overlay {name} dazugenommen</translation>
    </message>
    <message>
        <source>CPU only, as chosen</source>
        <translation>Nur CPU, wie gewählt</translation>
    </message>
    <message>
        <source>{name}, as chosen</source>
        <translation>{name}, wie gewählt</translation>
    </message>
    <message>
        <source>NVIDIA, if the container can have it</source>
        <translation>NVIDIA, falls der Container sie bekommt</translation>
    </message>
    <message>
        <source>CPU: Docker offers no GPU</source>
        <translation>CPU: Docker bietet keine GPU</translation>
    </message>
</context>
<context>
    <name>AdviceLine</name>
    <message>
        <source>&amp;Use {model} Instead</source>
        <translation>Stattdessen {model} &amp;verwenden</translation>
    </message>
</context>
<context>
    <name>Answer</name>
    <message>
        <source>Leaves this computer</source>
        <translation>Verlässt diesen Computer</translation>
    </message>
    <message>
        <source>Copy Reply</source>
        <translation>Antwort kopieren</translation>
    </message>
    <message>
        <source>Ask Again</source>
        <translation>Erneut fragen</translation>
    </message>
    <message>
        <source>&amp;Continue</source>
        <translation>&amp;Weiter</translation>
    </message>
    <message>
        <source>&amp;Start the Stack</source>
        <translation>&amp;Stack starten</translation>
    </message>
    <message>
        <source>No model</source>
        <translation>Kein Modell</translation>
    </message>
    <message>
        <source>This server cannot go on with a reply that was cut off. Ask again for a new one.</source>
        <translation>Dieser Server kann eine abgebrochene Antwort nicht fortsetzen. Für eine neue erneut fragen.</translation>
    </message>
    <message>
        <source>Ask &amp;Again With</source>
        <translation>Erneut &amp;fragen mit</translation>
    </message>
</context>
<context>
    <name>AnswerStatus</name>
    <message>
        <source>Stopped</source>
        <translation>Gestoppt</translation>
    </message>
    <message>
        <source>first token after {time}</source>
        <translation>erstes Token nach {time}</translation>
    </message>
</context>
<context>
    <name>AppearancePage</name>
    <message>
        <source>Like the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>&amp;Colors</source>
        <translation>&amp;Farben</translation>
    </message>
    <message>
        <source>theme dark light mode contrast</source>
        <translation>thema design dunkel hell modus kontrast theme dark light</translation>
    </message>
    <message>
        <source>Changed the colors</source>
        <translation>Farben geändert</translation>
    </message>
</context>
<context>
    <name>AskBar</name>
    <message>
        <source>Question to all</source>
        <translation>Frage an alle</translation>
    </message>
    <message>
        <source>Ask all of them</source>
        <translation>Alle fragen</translation>
    </message>
    <message>
        <source>Ask all</source>
        <translation>Alle fragen</translation>
    </message>
    <message>
        <source>Ask All</source>
        <translation>Alle fragen</translation>
    </message>
    <message>
        <source>Stop All</source>
        <translation>Alle stoppen</translation>
    </message>
    <message>
        <source>Leaves this computer for {providers}</source>
        <translation>Verlässt diesen Computer zu {providers}</translation>
    </message>
    <message>
        <source>On this computer</source>
        <translation>Auf diesem Computer</translation>
    </message>
</context>
<context>
    <name>AttachedFiles</name>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>{kind} {name}</source>
        <translation>{kind} {name}</translation>
    </message>
</context>
<context>
    <name>AwaitedNotice</name>
    <message>
        <source>The message that was found cannot be shown beside the reply that arrives. It comes when the reply has ended; stop the reply to see it now.</source>
        <translation>Die gefundene Nachricht kann neben der laufenden Antwort nicht gezeigt werden. Sie erscheint, wenn die Antwort zu Ende ist; um sie jetzt zu sehen, die Antwort anhalten.</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Copy Evidence</source>
        <translation>Beleg kopieren</translation>
    </message>
    <message>
        <source>Copy Command</source>
        <translation>Befehl kopieren</translation>
    </message>
    <message>
        <source>&amp;Restart and Reload</source>
        <translation>&amp;Neu starten und laden</translation>
    </message>
    <message>
        <source>&amp;Reload Model</source>
        <translation>Modell neu l&amp;aden</translation>
    </message>
    <message>
        <source>&amp;Start Stack</source>
        <translation>Stack &amp;starten</translation>
    </message>
    <message>
        <source>&amp;Use That Ollama</source>
        <translation>&amp;Dieses Ollama verwenden</translation>
    </message>
    <message>
        <source>Use Another &amp;Port</source>
        <translation>Anderen &amp;Port verwenden</translation>
    </message>
    <message>
        <source>Run on the &amp;CPU</source>
        <translation>Auf der &amp;CPU ausführen</translation>
    </message>
    <message>
        <source>&amp;Try Again</source>
        <translation>Erneut &amp;versuchen</translation>
    </message>
    <message>
        <source>Check &amp;Again</source>
        <translation>Erne&amp;ut prüfen</translation>
    </message>
    <message>
        <source>Show &amp;Log</source>
        <translation>Protoko&amp;ll zeigen</translation>
    </message>
    <message>
        <source>&amp;Open Settings…</source>
        <translation>Einstellungen ö&amp;ffnen…</translation>
    </message>
    <message>
        <source>Choose &amp;Model…</source>
        <translation>&amp;Modell wählen…</translation>
    </message>
    <message>
        <source>All well. {age}</source>
        <translation>Alles in Ordnung. {age}</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>Wird geprüft…</translation>
    </message>
    <message>
        <source>What you use is well. These are not: {others}</source>
        <translation>Was verwendet wird, ist in Ordnung. Nicht in Ordnung: {others}</translation>
    </message>
</context>
<context>
    <name>BranchArrows</name>
    <message>
        <source>Previous Version</source>
        <translation>Vorige Fassung</translation>
    </message>
    <message>
        <source>Next Version</source>
        <translation>Nächste Fassung</translation>
    </message>
    <message>
        <source>{place} / {count}</source>
        <translation>{place} / {count}</translation>
    </message>
    <message>
        <source>Version {place} of {count}</source>
        <translation>Fassung {place} von {count}</translation>
    </message>
</context>
<context>
    <name>BuiltInPanel</name>
    <message>
        <source>The model that comes with TARS Desktop</source>
        <translation>Das Modell, das TARS Desktop mitbringt</translation>
    </message>
    <message>
        <source>C&amp;hoose…</source>
        <translation>&amp;Wählen…</translation>
    </message>
    <message>
        <source>It runs on this computer, without Docker and without a network.</source>
        <translation>Es läuft auf diesem Computer, ohne Docker und ohne Netzwerk.</translation>
    </message>
    <message>
        <source>Model &amp;file</source>
        <translation>Modell&amp;datei</translation>
    </message>
    <message>
        <source>Built-in</source>
        <translation>Eingebaut</translation>
    </message>
    <message>
        <source>Turned the built-in engine off</source>
        <translation>Eingebaute Engine ausgeschaltet</translation>
    </message>
    <message>
        <source>Turned the built-in engine on</source>
        <translation>Eingebaute Engine eingeschaltet</translation>
    </message>
    <message>
        <source>Changed the model of the built-in engine</source>
        <translation>Modell der eingebauten Engine geändert</translation>
    </message>
    <message>
        <source>Open GGUF File</source>
        <translation>GGUF-Datei öffnen</translation>
    </message>
    <message>
        <source>GGUF models (*.gguf)</source>
        <translation>GGUF-Modelle (*.gguf)</translation>
    </message>
</context>
<context>
    <name>ChatActions</name>
    <message>
        <source>Ask &amp;Again</source>
        <translation>Erneut &amp;fragen</translation>
    </message>
    <message>
        <source>&amp;Find in Chat…</source>
        <translation>Im Chat &amp;suchen…</translation>
    </message>
    <message>
        <source>&amp;Copy Chat as Markdown</source>
        <translation>Chat als &amp;Markdown kopieren</translation>
    </message>
    <message>
        <source>&amp;Zoom</source>
        <translation>&amp;Zoom</translation>
    </message>
    <message>
        <source>Zoom &amp;In</source>
        <translation>Ver&amp;größern</translation>
    </message>
    <message>
        <source>Zoom &amp;Out</source>
        <translation>Ver&amp;kleinern</translation>
    </message>
    <message>
        <source>&amp;Usual Size</source>
        <translation>&amp;Übliche Größe</translation>
    </message>
    <message>
        <source>&amp;Usual Size (now {percent})</source>
        <translation>&amp;Übliche Größe (jetzt {percent})</translation>
    </message>
</context>
<context>
    <name>ChatHeader</name>
    <message>
        <source>Chat Menu</source>
        <translation>Chat-Menü</translation>
    </message>
    <message>
        <source>&amp;Rename…</source>
        <translation>&amp;Umbenennen…</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>&amp;Löschen</translation>
    </message>
</context>
<context>
    <name>ChatListModel</name>
    <message>
        <source>{title}, pinned</source>
        <translation>{title}, angeheftet</translation>
    </message>
    <message>
        <source>{title}, a reply arrives</source>
        <translation>{title}, eine Antwort trifft ein</translation>
    </message>
    <message>
        <source>{title}, a new reply</source>
        <translation>{title}, eine neue Antwort</translation>
    </message>
    <message>
        <source>Pinned</source>
        <translation>Angeheftet</translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>Ohne Titel</translation>
    </message>
</context>
<context>
    <name>ChatPage</name>
    <message>
        <source>Stop the reply</source>
        <translation>Antwort stoppen</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>Neuer Chat</translation>
    </message>
    <message>
        <source>Reply from {model}: {text}</source>
        <translation>Antwort von {model}: {text}</translation>
    </message>
</context>
<context>
    <name>ChatSearchModel</name>
    <message>
        <source>Titles</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>There is more. Another word narrows it down.</source>
        <translation>Es gibt mehr. Ein weiteres Wort grenzt es ein.</translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>Ohne Titel</translation>
    </message>
    <message>
        <source>{title}, {day}</source>
        <translation>{title}, {day}</translation>
    </message>
    <message>
        <source>{title}, {day}: {excerpt}</source>
        <translation>{title}, {day}: {excerpt}</translation>
    </message>
</context>
<context>
    <name>ChatSettingsPage</name>
    <message>
        <source>Made by the &amp;model</source>
        <translation>Vom &amp;Modell erstellt</translation>
    </message>
    <message>
        <source>Once the model is idle. Otherwise the title is the first question.</source>
        <translation>Sobald das Modell frei ist. Sonst ist der Titel die erste Frage.</translation>
    </message>
    <message>
        <source>Titles</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>name automatic summary</source>
        <translation>name automatisch zusammenfassung titel summary</translation>
    </message>
    <message>
        <source>Titles are made by the model</source>
        <translation>Das Modell erstellt die Titel</translation>
    </message>
    <message>
        <source>Titles are the first question</source>
        <translation>Der Titel ist die erste Frage</translation>
    </message>
</context>
<context>
    <name>ChatsPane</name>
    <message>
        <source>Chats</source>
        <translation>Chats</translation>
    </message>
    <message>
        <source>Found in chats</source>
        <translation>In Chats gefunden</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>In the list of chats</source>
        <translation>In der Liste der Chats</translation>
    </message>
    <message>
        <source>&amp;Pin</source>
        <translation>An&amp;heften</translation>
    </message>
    <message>
        <source>&amp;Rename…</source>
        <translation>&amp;Umbenennen…</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>&amp;Exportieren…</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>&amp;Löschen</translation>
    </message>
    <message>
        <source>Deleted “{title}”</source>
        <translation>„{title}“ gelöscht</translation>
    </message>
    <message>
        <source>No chats yet. Ask something at the right.</source>
        <translation>Noch keine Chats. Rechts eine Frage stellen.</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>Wird gesucht…</translation>
    </message>
    <message>
        <source>Nothing found for “{text}”. Search looks in titles and messages.</source>
        <translation>Nichts gefunden für „{text}“. Gesucht wird in Titeln und Nachrichten.</translation>
    </message>
    <message>
        <source>Un&amp;pin</source>
        <translation>Los&amp;lösen</translation>
    </message>
</context>
<context>
    <name>ChecksCard</name>
    <message>
        <source>C&amp;heck Again</source>
        <translation>Erneut &amp;prüfen</translation>
    </message>
    <message>
        <source>Live checks</source>
        <translation>Laufende Prüfungen</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>Messwerte</translation>
    </message>
</context>
<context>
    <name>ChoiceButton</name>
    <message>
        <source>Choose Models</source>
        <translation>Modelle wählen</translation>
    </message>
    <message>
        <source>Models: {count}</source>
        <translation>Modelle: {count}</translation>
    </message>
    <message>
        <source>Models to ask: {models}</source>
        <translation>Zu fragende Modelle: {models}</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>&amp;Check Again</source>
        <translation>&amp;Erneut prüfen</translation>
    </message>
    <message>
        <source>{model} (leaves this computer)</source>
        <translation>{model} (verlässt diesen Computer)</translation>
    </message>
</context>
<context>
    <name>ChoiceCard</name>
    <message>
        <source>Recommended</source>
        <translation>Empfohlen</translation>
    </message>
</context>
<context>
    <name>Choices</name>
    <message>
        <source>What to do</source>
        <translation>Nächster Schritt</translation>
    </message>
</context>
<context>
    <name>CodeView</name>
    <message>
        <source>Hidden characters</source>
        <translation>Versteckte Zeichen</translation>
    </message>
    <message>
        <source>This code has characters that are not seen or change the order.</source>
        <translation>Dieser Code enthält Zeichen, die unsichtbar sind oder die Reihenfolge ändern.</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy code</source>
        <translation>Code kopieren</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Save code</source>
        <translation>Code speichern</translation>
    </message>
    <message>
        <source>Wrap</source>
        <translation>Umbrechen</translation>
    </message>
    <message>
        <source>Wrap long lines</source>
        <translation>Lange Zeilen umbrechen</translation>
    </message>
    <message>
        <source>code</source>
        <translation>code</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Save Code</source>
        <translation>Code speichern</translation>
    </message>
    <message>
        <source>Not saved: {reason}</source>
        <translation>Nicht gespeichert: {reason}</translation>
    </message>
</context>
<context>
    <name>Columns</name>
    <message>
        <source>Replies</source>
        <translation>Antworten</translation>
    </message>
</context>
<context>
    <name>CompareEntry</name>
    <message>
        <source>Compare models</source>
        <translation>Modelle vergleichen</translation>
    </message>
    <message>
        <source>Compare &amp;Models…</source>
        <translation>Modelle &amp;vergleichen…</translation>
    </message>
    <message>
        <source>Ask several models</source>
        <translation>Mehrere Modelle fragen</translation>
    </message>
</context>
<context>
    <name>ComparePage</name>
    <message>
        <source>Back to the Chat</source>
        <translation>Zurück zum Chat</translation>
    </message>
    <message>
        <source>Compare models</source>
        <translation>Modelle vergleichen</translation>
    </message>
    <message>
        <source>Ask several models the same question, and go on with the reply that you like best. All replies are kept, as versions in one chat.</source>
        <translation>Mehreren Modellen dieselbe Frage stellen und mit der besten Antwort weitermachen. Alle Antworten bleiben erhalten, als Fassungen in einem Chat.</translation>
    </message>
    <message>
        <source>Stop all replies</source>
        <translation>Alle Antworten stoppen</translation>
    </message>
    <message>
        <source>All replies have ended.</source>
        <translation>Alle Antworten sind beendet.</translation>
    </message>
</context>
<context>
    <name>ComposeCard</name>
    <message>
        <source>Compose</source>
        <translation>Compose</translation>
    </message>
    <message>
        <source>Open Compose Folder</source>
        <translation>Compose-Ordner öffnen</translation>
    </message>
    <message>
        <source>Check for &amp;Newer</source>
        <translation>&amp;Neueres suchen</translation>
    </message>
    <message>
        <source>Volume {name}</source>
        <translation>Volume {name}</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>Projekt</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>Image</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>1 service</source>
        <translation>1 Dienst</translation>
    </message>
    <message>
        <source>{n} services</source>
        <translation>{n} Dienste</translation>
    </message>
    <message>
        <source>no container yet</source>
        <translation>noch kein Container</translation>
    </message>
    <message>
        <source>{project}, {services}</source>
        <translation>{project}, {services}</translation>
    </message>
    <message>
        <source>Wait until Docker is free.</source>
        <translation>Warten, bis Docker frei ist.</translation>
    </message>
</context>
<context>
    <name>Composer</name>
    <message>
        <source>Question</source>
        <translation>Frage</translation>
    </message>
    <message>
        <source>Ask anything</source>
        <translation>Frage eingeben</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>Break the line</source>
        <translation>Zeile umbrechen</translation>
    </message>
    <message>
        <source>Attach Files…</source>
        <translation>Dateien anhängen…</translation>
    </message>
    <message>
        <source>The files are still being read</source>
        <translation>Die Dateien werden noch gelesen</translation>
    </message>
    <message>
        <source>Choose a model that sees pictures, or remove them</source>
        <translation>Ein Modell wählen, das Bilder sieht, oder sie entfernen</translation>
    </message>
    <message>
        <source>Send (Enter); Shift+Enter breaks the line</source>
        <translation>Senden (Eingabe); Umschalt+Eingabe bricht die Zeile um</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stopp</translation>
    </message>
    <message>
        <source>Stop the reply (Esc)</source>
        <translation>Antwort stoppen (Esc)</translation>
    </message>
</context>
<context>
    <name>Composing</name>
    <message>
        <source>Parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>System prompt and parameters</source>
        <translation>Systemprompt und Parameter</translation>
    </message>
    <message>
        <source>System prompt and parameters (Ctrl+Shift+P)</source>
        <translation>Systemprompt und Parameter (Strg+Umschalt+P)</translation>
    </message>
    <message>
        <source>Pasted picture</source>
        <translation>Eingefügtes Bild</translation>
    </message>
    <message>
        <source>Attach Files</source>
        <translation>Dateien anhängen</translation>
    </message>
    <message>
        <source>Attach files</source>
        <translation>Dateien anhängen</translation>
    </message>
</context>
<context>
    <name>ConfirmDialog</name>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>ContextLine</name>
    <message>
        <source>The model no longer sees what is above</source>
        <translation>Das Modell sieht nicht mehr, was darüber steht</translation>
    </message>
    <message>
        <source>&amp;Raise the Context</source>
        <translation>Kontext e&amp;rhöhen</translation>
    </message>
</context>
<context>
    <name>ContextNotice</name>
    <message>
        <source>&amp;Raise the Context</source>
        <translation>Kontext e&amp;rhöhen</translation>
    </message>
    <message>
        <source>Send &amp;Anyway</source>
        <translation>Trotzdem s&amp;enden</translation>
    </message>
    <message>
        <source>The context is nearly full: {percent} with this question.</source>
        <translation>Der Kontext ist fast voll: {percent} mit dieser Frage.</translation>
    </message>
</context>
<context>
    <name>ContextPopover</name>
    <message>
        <source>Context</source>
        <translation>Kontext</translation>
    </message>
    <message>
        <source>The chat so far</source>
        <translation>Der Chat bisher</translation>
    </message>
    <message>
        <source>The question and its files</source>
        <translation>Die Frage und ihre Dateien</translation>
    </message>
    <message>
        <source>What the model holds</source>
        <translation>Was das Modell fasst</translation>
    </message>
    <message>
        <source>&amp;Raise the Context</source>
        <translation>Kontext e&amp;rhöhen</translation>
    </message>
    <message>
        <source>{percent} of the context is used</source>
        <translation>{percent} des Kontexts sind belegt</translation>
    </message>
    <message>
        <source>The server or this chat says what the model holds; what is used is estimated.</source>
        <translation>Der Server oder dieser Chat sagt, was das Modell fasst; die Belegung ist geschätzt.</translation>
    </message>
    <message>
        <source>The server does not say what the model holds: this is the usual figure. All are estimates.</source>
        <translation>Der Server sagt nicht, was das Modell fasst: Dies ist der übliche Wert. Alles ist geschätzt.</translation>
    </message>
</context>
<context>
    <name>ContextRing</name>
    <message>
        <source>{used} of {limit}</source>
        <translation>{used} von {limit}</translation>
    </message>
    <message>
        <source>Context: about {used} of {limit} tokens</source>
        <translation>Kontext: etwa {used} von {limit} Token</translation>
    </message>
</context>
<context>
    <name>DetailsCard</name>
    <message>
        <source>License</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>Template</translation>
    </message>
    <message>
        <source>Modified</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>Digest</source>
        <translation>Digest</translation>
    </message>
    <message>
        <source>&amp;Update</source>
        <translation>Akt&amp;ualisieren</translation>
    </message>
    <message>
        <source>&amp;Load</source>
        <translation>&amp;Laden</translation>
    </message>
    <message>
        <source>Set as De&amp;fault</source>
        <translation>Als St&amp;andard</translation>
    </message>
    <message>
        <source>&amp;Delete…</source>
        <translation>Lös&amp;chen…</translation>
    </message>
    <message>
        <source>Model Menu</source>
        <translation>Modell-Menü</translation>
    </message>
    <message>
        <source>Un&amp;load</source>
        <translation>Ent&amp;laden</translation>
    </message>
    <message>
        <source>It is the default already.</source>
        <translation>Es ist bereits der Standard.</translation>
    </message>
    <message>
        <source>It makes embeddings, and cannot chat.</source>
        <translation>Es erzeugt Embeddings und kann nicht chatten.</translation>
    </message>
    <message>
        <source>&amp;Pull Again</source>
        <translation>&amp;Erneut herunterladen</translation>
    </message>
    <message>
        <source>Check for Upda&amp;tes</source>
        <translation>Nach Updates &amp;suchen</translation>
    </message>
    <message>
        <source>Show L&amp;icense</source>
        <translation>L&amp;izenz zeigen</translation>
    </message>
    <message>
        <source>Show Te&amp;mplate</source>
        <translation>&amp;Template zeigen</translation>
    </message>
    <message>
        <source>Show P&amp;arameters</source>
        <translation>&amp;Parameter zeigen</translation>
    </message>
    <message>
        <source>Copy &amp;Name</source>
        <translation>&amp;Namen kopieren</translation>
    </message>
    <message>
        <source>Copy Di&amp;gest</source>
        <translation>&amp;Digest kopieren</translation>
    </message>
</context>
<context>
    <name>Figures</name>
    <message>
        <source>First token</source>
        <translation>Erstes Token</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Gesamt</translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message>
        <source>Find in this chat</source>
        <translation>In diesem Chat suchen</translation>
    </message>
    <message>
        <source>Previous Match (Shift+Enter)</source>
        <translation>Voriger Treffer (Umschalt+Eingabe)</translation>
    </message>
    <message>
        <source>Next Match (Enter)</source>
        <translation>Nächster Treffer (Eingabe)</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>Schließen (Esc)</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>Wird gesucht…</translation>
    </message>
    <message>
        <source>No matches</source>
        <translation>Keine Treffer</translation>
    </message>
    <message>
        <source>{place} of {count}</source>
        <translation>{place} von {count}</translation>
    </message>
</context>
<context>
    <name>FollowingArea</name>
    <message>
        <source>Reply</source>
        <translation>Antwort</translation>
    </message>
</context>
<context>
    <name>Footer</name>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Zurück</translation>
    </message>
    <message>
        <source>S&amp;kip</source>
        <translation>Ü&amp;berspringen</translation>
    </message>
    <message>
        <source>&amp;Continue</source>
        <translation>&amp;Weiter</translation>
    </message>
    <message>
        <source>Copy &amp;Report</source>
        <translation>Bericht &amp;kopieren</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
</context>
<context>
    <name>FoundList</name>
    <message>
        <source>Settings found</source>
        <translation>Gefundene Einstellungen</translation>
    </message>
</context>
<context>
    <name>GeneralPage</name>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Sprache</translation>
    </message>
    <message>
        <source>translation German English Deutsch</source>
        <translation>sprache übersetzung deutsch englisch translation German English</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>autostart login boot start with your session tray</source>
        <translation>autostart anmeldung start sitzung tray login boot</translation>
    </message>
    <message>
        <source>With your &amp;session, in the tray</source>
        <translation>Mit der Si&amp;tzung, im Tray</translation>
    </message>
    <message>
        <source>A closed window leaves TARS in the tray, where there is one. Ctrl+Q quits.</source>
        <translation>Ein geschlossenes Fenster lässt TARS im Tray, wo es eines gibt. Strg+Q beendet.</translation>
    </message>
    <message>
        <source>Open Set&amp;up Again…</source>
        <translation>Ein&amp;richtung wieder öffnen…</translation>
    </message>
    <message>
        <source>Setup</source>
        <translation>Einrichtung</translation>
    </message>
    <message>
        <source>wizard assistant first start Docker</source>
        <translation>assistent erster start einrichten docker wizard</translation>
    </message>
    <message>
        <source>Closing</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>quit exit tray close window</source>
        <translation>beenden schließen tray fenster quit exit close</translation>
    </message>
    <message>
        <source>Stretched English, for tests</source>
        <translation>Gedehntes Englisch, für Tests</translation>
    </message>
    <message>
        <source>Like the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Changed the language</source>
        <translation>Sprache geändert</translation>
    </message>
</context>
<context>
    <name>GpuCard</name>
    <message>
        <source>Utilization</source>
        <translation>Auslastung</translation>
    </message>
    <message>
        <source>VRAM</source>
        <translation>VRAM</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>Temperatur</translation>
    </message>
    <message>
        <source>Power</source>
        <translation>Leistung</translation>
    </message>
    <message>
        <source>Processes</source>
        <translation>Prozesse</translation>
    </message>
    <message>
        <source>Driver {driver}, {memory}</source>
        <translation>Treiber {driver}, {memory}</translation>
    </message>
    <message>
        <source>{figure} limit</source>
        <translation>Grenze {figure}</translation>
    </message>
    <message>
        <source>VRAM: what is in use is not told</source>
        <translation>VRAM: Belegung nicht bekannt</translation>
    </message>
    <message>
        <source>{used} of {all}</source>
        <translation>{used} von {all}</translation>
    </message>
    <message>
        <source>Models {memory}</source>
        <translation>Modelle {memory}</translation>
    </message>
    <message>
        <source>Other {memory}</source>
        <translation>Andere {memory}</translation>
    </message>
    <message>
        <source>Free {memory}</source>
        <translation>Frei {memory}</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Process</source>
        <translation>Prozess</translation>
    </message>
</context>
<context>
    <name>GpuParts</name>
    <message>
        <source>GPU {figure}</source>
        <translation>GPU {figure}</translation>
    </message>
</context>
<context>
    <name>HeaderRow</name>
    <message>
        <source>Name of the header</source>
        <translation>Name des Headers</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Value of the header</source>
        <translation>Wert des Headers</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Remove Header</source>
        <translation>Header entfernen</translation>
    </message>
</context>
<context>
    <name>HeadersDialog</name>
    <message>
        <source>Extra Headers</source>
        <translation>Zusätzliche Header</translation>
    </message>
    <message>
        <source>Extra headers</source>
        <translation>Zusätzliche Header</translation>
    </message>
    <message>
        <source>Sent with every request, and written to the settings file. An API key has its own field.</source>
        <translation>Werden mit jeder Anfrage gesendet und stehen in der Einstellungsdatei. Ein API-Schlüssel hat sein eigenes Feld.</translation>
    </message>
    <message>
        <source>&amp;Add Header</source>
        <translation>&amp;Header hinzufügen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Speichern</translation>
    </message>
</context>
<context>
    <name>HealthPage</name>
    <message>
        <source>Health</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Cop&amp;y Report</source>
        <translation>Bericht &amp;kopieren</translation>
    </message>
    <message>
        <source>&amp;Check Again</source>
        <translation>&amp;Erneut prüfen</translation>
    </message>
    <message>
        <source>GPUs</source>
        <translation>GPUs</translation>
    </message>
    <message>
        <source>Providers</source>
        <translation>Anbieter</translation>
    </message>
    <message>
        <source>Stack and machine</source>
        <translation>Stack und Rechner</translation>
    </message>
    <message>
        <source>GPU truth</source>
        <translation>GPU-Kette</translation>
    </message>
</context>
<context>
    <name>ImportDialog</name>
    <message>
        <source>Import GGUF File</source>
        <translation>GGUF-Datei importieren</translation>
    </message>
    <message>
        <source>Choose &amp;File…</source>
        <translation>&amp;Datei wählen…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>&amp;Import</source>
        <translation>&amp;Importieren</translation>
    </message>
    <message>
        <source>Open GGUF File</source>
        <translation>GGUF-Datei öffnen</translation>
    </message>
    <message>
        <source>GGUF models (*.gguf)</source>
        <translation>GGUF-Modelle (*.gguf)</translation>
    </message>
    <message>
        <source>No file chosen</source>
        <translation>Keine Datei gewählt</translation>
    </message>
    <message>
        <source>Cancel Import</source>
        <translation>Import abbrechen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Reading the file</source>
        <translation>Datei wird gelesen</translation>
    </message>
    <message>
        <source>Uploading it to the server</source>
        <translation>Wird zum Server hochgeladen</translation>
    </message>
    <message>
        <source>The server makes the model</source>
        <translation>Der Server erstellt das Modell</translation>
    </message>
    <message>
        <source>The file is copied to the server, which makes a model of it. The file itself stays as it is.</source>
        <translation>Die Datei wird zum Server kopiert, der daraus ein Modell erstellt. Die Datei selbst bleibt, wie sie ist.</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
</context>
<context>
    <name>InlineEditor</name>
    <message>
        <source>Changed question</source>
        <translation>Geänderte Frage</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>InstalledCard</name>
    <message>
        <source>Installed</source>
        <translation>Installiert</translation>
    </message>
    <message>
        <source>&amp;Start the Stack</source>
        <translation>&amp;Stack starten</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>Deleted {model}</source>
        <translation>{model} gelöscht</translation>
    </message>
    <message>
        <source>No model has all of these words. The filter looks in names, families, abilities and quantizations.</source>
        <translation>Kein Modell enthält alle diese Wörter. Der Filter sucht in Namen, Familien, Fähigkeiten und Quantisierungen.</translation>
    </message>
    <message>
        <source>Pull {model}</source>
        <translation>{model} herunterladen</translation>
    </message>
    <message>
        <source>There is no model server yet. Start the stack, or add a provider in the chat.</source>
        <translation>Noch kein Modellserver da. Stack starten oder im Chat einen Anbieter hinzufügen.</translation>
    </message>
    <message>
        <source>No models here, and this server cannot pull any. Add them on the server, then press F5.</source>
        <translation>Hier sind keine Modelle, und dieser Server kann keine herunterladen. Dort hinzufügen, dann F5 drücken.</translation>
    </message>
    <message>
        <source>No models here. The first one is on its way.</source>
        <translation>Noch keine Modelle. Das erste ist unterwegs.</translation>
    </message>
    <message>
        <source>No models here. Pull one to start: {model} fits your GPU.</source>
        <translation>Noch keine Modelle. Zum Anfangen eines herunterladen: {model} passt auf die GPU.</translation>
    </message>
    <message>
        <source>No models here. Pull one to start, such as {model}.</source>
        <translation>Noch keine Modelle. Zum Anfangen eines herunterladen, etwa {model}.</translation>
    </message>
    <message>
        <source>1 model</source>
        <translation>1 Modell</translation>
    </message>
    <message>
        <source>{count} models</source>
        <translation>{count} Modelle</translation>
    </message>
    <message>
        <source>{count}, {size}</source>
        <translation>{count}, {size}</translation>
    </message>
    <message>
        <source>{count}, about {size}</source>
        <translation>{count}, etwa {size}</translation>
    </message>
</context>
<context>
    <name>KeyDialog</name>
    <message>
        <source>API Key</source>
        <translation>API-Schlüssel</translation>
    </message>
    <message>
        <source>API key of {provider}</source>
        <translation>API-Schlüssel von {provider}</translation>
    </message>
    <message>
        <source>&amp;Key</source>
        <translation>&amp;Schlüssel</translation>
    </message>
    <message>
        <source>In the &amp;system&apos;s keyring</source>
        <translation>Im Schlüssel&amp;bund des Systems</translation>
    </message>
    <message>
        <source>Until the &amp;application ends</source>
        <translation>Bis die Anwendung &amp;endet</translation>
    </message>
    <message>
        <source>In a &amp;plain file, unencrypted</source>
        <translation>In einer &amp;unverschlüsselten Datei</translation>
    </message>
    <message>
        <source>Confirmation</source>
        <translation>Bestätigung</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>K&amp;eep Key</source>
        <translation>Schlüssel au&amp;fbewahren</translation>
    </message>
</context>
<context>
    <name>KeyRow</name>
    <message>
        <source>API key, hidden</source>
        <translation>API-Schlüssel, verborgen</translation>
    </message>
    <message>
        <source>Enter &amp;Key…</source>
        <translation>Schlüssel &amp;eingeben…</translation>
    </message>
    <message>
        <source>Remove Key</source>
        <translation>Schlüssel entfernen</translation>
    </message>
    <message>
        <source>Un&amp;lock</source>
        <translation>Ents&amp;perren</translation>
    </message>
    <message>
        <source>Tr&amp;y Again</source>
        <translation>Erneut &amp;versuchen</translation>
    </message>
    <message>
        <source>Stop &amp;Waiting</source>
        <translation>&amp;Nicht mehr warten</translation>
    </message>
    <message>
        <source>&amp;Replace…</source>
        <translation>&amp;Ersetzen…</translation>
    </message>
</context>
<context>
    <name>LinkDialog</name>
    <message>
        <source>Open Link</source>
        <translation>Link öffnen</translation>
    </message>
    <message>
        <source>Open this address in your browser?</source>
        <translation>Diese Adresse im Browser öffnen?</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Copy &amp;Link</source>
        <translation>&amp;Link kopieren</translation>
    </message>
    <message>
        <source>&amp;Open Link</source>
        <translation>Link ö&amp;ffnen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>LogCard</name>
    <message>
        <source>Search the log</source>
        <translation>Protokoll durchsuchen</translation>
    </message>
    <message>
        <source>C&amp;opy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>Sa&amp;ve…</source>
        <translation>Speic&amp;hern…</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>No log yet. It starts with the stack.</source>
        <translation>Noch kein Protokoll. Es beginnt mit dem Stack.</translation>
    </message>
    <message>
        <source>Next place in the log</source>
        <translation>Nächste Stelle im Protokoll</translation>
    </message>
    <message>
        <source>Following</source>
        <translation>Läuft mit</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Nichts gefunden</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Appeara&amp;nce</source>
        <translation>&amp;Darstellung</translation>
    </message>
    <message>
        <source>&amp;System</source>
        <translation>&amp;System</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Dunkel</translation>
    </message>
    <message>
        <source>Se&amp;ttings…</source>
        <translation>Einstellun&amp;gen…</translation>
    </message>
    <message>
        <source>&amp;Setup…</source>
        <translation>Ein&amp;richten…</translation>
    </message>
    <message>
        <source>&amp;Keyboard Shortcuts</source>
        <translation>Tastatur&amp;kürzel</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>Chat</translation>
    </message>
    <message>
        <source>Stack</source>
        <translation>Stack</translation>
    </message>
    <message>
        <source>Health</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>Überall</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>Neuer Chat</translation>
    </message>
    <message>
        <source>Search all chats</source>
        <translation>Alle Chats durchsuchen</translation>
    </message>
    <message>
        <source>Choose the model</source>
        <translation>Modell wählen</translation>
    </message>
    <message>
        <source>Hide or show the sidebar</source>
        <translation>Seitenleiste zeigen oder ausblenden</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Close the window</source>
        <translation>Fenster schließen</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>All keyboard shortcuts</source>
        <translation>Alle Tastaturkürzel</translation>
    </message>
    <message>
        <source>Open GGUF File</source>
        <translation>GGUF-Datei öffnen</translation>
    </message>
    <message>
        <source>GGUF models (*.gguf)</source>
        <translation>GGUF-Modelle (*.gguf)</translation>
    </message>
</context>
<context>
    <name>MemoryButton</name>
    <message>
        <source>VRAM</source>
        <translation>VRAM</translation>
    </message>
    <message>
        <source>{used} of {all}</source>
        <translation>{used} von {all}</translation>
    </message>
</context>
<context>
    <name>Metric</name>
    <message>
        <source>10 min ago</source>
        <translation>vor 10 min</translation>
    </message>
</context>
<context>
    <name>ModelPicker</name>
    <message>
        <source>Choose Model</source>
        <translation>Modell wählen</translation>
    </message>
    <message>
        <source>Model: {model}, {provider}</source>
        <translation>Modell: {model}, {provider}</translation>
    </message>
    <message>
        <source>On this computer</source>
        <translation>Auf diesem Computer</translation>
    </message>
    <message>
        <source>Leaves this computer</source>
        <translation>Verlässt diesen Computer</translation>
    </message>
    <message>
        <source>Add &amp;Provider…</source>
        <translation>&amp;Anbieter hinzufügen…</translation>
    </message>
    <message>
        <source>Open &amp;GGUF File…</source>
        <translation>&amp;GGUF-Datei öffnen…</translation>
    </message>
    <message>
        <source>&amp;Check Again</source>
        <translation>&amp;Erneut prüfen</translation>
    </message>
    <message>
        <source>{count} models</source>
        <translation>{count} Modelle</translation>
    </message>
    <message>
        <source>Asking…</source>
        <translation>Wird gefragt…</translation>
    </message>
    <message>
        <source>Does not answer</source>
        <translation>Antwortet nicht</translation>
    </message>
    <message>
        <source>No models</source>
        <translation>Keine Modelle</translation>
    </message>
</context>
<context>
    <name>ModelsPage</name>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Filter models</source>
        <translation>Modelle filtern</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filtern</translation>
    </message>
    <message>
        <source>Read the list anew</source>
        <translation>Liste neu lesen</translation>
    </message>
    <message>
        <source>Undo the deletion</source>
        <translation>Löschen rückgängig machen</translation>
    </message>
</context>
<context>
    <name>ModelsTable</name>
    <message>
        <source>Installed models</source>
        <translation>Installierte Modelle</translation>
    </message>
    <message>
        <source>Load the model</source>
        <translation>Modell laden</translation>
    </message>
    <message>
        <source>Delete the model</source>
        <translation>Modell löschen</translation>
    </message>
    <message>
        <source>Sort &amp;By</source>
        <translation>S&amp;ortieren nach</translation>
    </message>
    <message>
        <source>&amp;Other Way Round</source>
        <translation>&amp;Umgekehrt</translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>Copy Evidence</source>
        <translation>Beleg kopieren</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>&amp;Review…</source>
        <translation>An&amp;sehen…</translation>
    </message>
    <message>
        <source>&amp;Try Again</source>
        <translation>Erneut &amp;versuchen</translation>
    </message>
    <message>
        <source>Choose &amp;Model…</source>
        <translation>&amp;Modell wählen…</translation>
    </message>
    <message>
        <source>&amp;Check Again</source>
        <translation>&amp;Erneut prüfen</translation>
    </message>
    <message>
        <source>&amp;Use That Ollama</source>
        <translation>&amp;Dieses Ollama verwenden</translation>
    </message>
    <message>
        <source>Use Another &amp;Port</source>
        <translation>Anderen &amp;Port verwenden</translation>
    </message>
    <message>
        <source>Run on the &amp;CPU</source>
        <translation>Auf der &amp;CPU ausführen</translation>
    </message>
    <message>
        <source>&amp;Start Again</source>
        <translation>E&amp;rneut starten</translation>
    </message>
    <message>
        <source>Show &amp;Log</source>
        <translation>Protoko&amp;ll zeigen</translation>
    </message>
    <message>
        <source>Open &amp;Settings…</source>
        <translation>Einstellungen ö&amp;ffnen…</translation>
    </message>
    <message>
        <source>&amp;Unlock Keyring</source>
        <translation>Schlüssel&amp;bund entsperren</translation>
    </message>
    <message>
        <source>&amp;Enter Key…</source>
        <translation>Schlüssel eingebe&amp;n…</translation>
    </message>
</context>
<context>
    <name>NotificationsPage</name>
    <message>
        <source>&amp;Tell what ended or failed</source>
        <translation>&amp;Ende und Fehler melden</translation>
    </message>
    <message>
        <source>Replies, downloads, the stack, the GPU. Never what a reply says.</source>
        <translation>Antworten, Downloads, Stack, GPU. Nie, was eine Antwort sagt.</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>alerts popup sound desktop</source>
        <translation>meldungen hinweise ton desktop alerts popup</translation>
    </message>
    <message>
        <source>Notifications are on</source>
        <translation>Mitteilungen sind an</translation>
    </message>
    <message>
        <source>Notifications are off</source>
        <translation>Mitteilungen sind aus</translation>
    </message>
</context>
<context>
    <name>PageHead</name>
    <message>
        <source>Changes are saved as you make them</source>
        <translation>Änderungen werden sofort gespeichert</translation>
    </message>
</context>
<context>
    <name>PictureDialog</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>PlainTextDialog</name>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>PresetMenu</name>
    <message>
        <source>Pr&amp;esets</source>
        <translation>&amp;Vorlagen</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>&amp;Löschen</translation>
    </message>
    <message>
        <source>Save Preset</source>
        <translation>Vorlage speichern</translation>
    </message>
    <message>
        <source>&amp;Name of the preset</source>
        <translation>&amp;Name der Vorlage</translation>
    </message>
    <message>
        <source>No presets yet</source>
        <translation>Noch keine Vorlagen</translation>
    </message>
    <message>
        <source>&amp;Save As…</source>
        <translation>&amp;Speichern als…</translation>
    </message>
    <message>
        <source>A name has at most 80 letters. Choose a shorter one.</source>
        <translation>Ein Name hat höchstens 80 Zeichen. Einen kürzeren wählen.</translation>
    </message>
    <message>
        <source>There is a preset of this name. Delete it first, or choose another name.</source>
        <translation>Eine Vorlage dieses Namens gibt es schon. Sie erst löschen oder einen anderen Namen wählen.</translation>
    </message>
</context>
<context>
    <name>Previews</name>
    <message>
        <source>{name} is no picture that can be shown.</source>
        <translation>{name} ist kein Bild, das angezeigt werden kann.</translation>
    </message>
    <message>
        <source>{name} is not kept with this chat any more. Open the file itself.</source>
        <translation>{name} ist bei diesem Chat nicht mehr gespeichert. Die Datei selbst öffnen.</translation>
    </message>
    <message>
        <source>{name} could not be read.</source>
        <translation>{name} konnte nicht gelesen werden.</translation>
    </message>
</context>
<context>
    <name>ProviderButton</name>
    <message>
        <source>No provider</source>
        <translation>Kein Anbieter</translation>
    </message>
    <message>
        <source>Models of {provider}</source>
        <translation>Modelle von {provider}</translation>
    </message>
    <message>
        <source>Asking…</source>
        <translation>Wird gefragt…</translation>
    </message>
    <message>
        <source>Does not answer</source>
        <translation>Antwortet nicht</translation>
    </message>
    <message>
        <source>No models</source>
        <translation>Keine Modelle</translation>
    </message>
    <message>
        <source>1 model</source>
        <translation>1 Modell</translation>
    </message>
    <message>
        <source>{count} models</source>
        <translation>{count} Modelle</translation>
    </message>
</context>
<context>
    <name>ProviderFields</name>
    <message>
        <source>System certificates</source>
        <translation>Zertifikate des Systems</translation>
    </message>
    <message>
        <source>C&amp;hoose…</source>
        <translation>&amp;Wählen…</translation>
    </message>
    <message>
        <source>Use the System&apos;s Certificates Only</source>
        <translation>Nur die Zertifikate des Systems verwenden</translation>
    </message>
    <message>
        <source>URL of the proxy</source>
        <translation>URL des Proxys</translation>
    </message>
    <message>
        <source>&amp;Edit…</source>
        <translation>&amp;Bearbeiten…</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>Like the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keiner</translation>
    </message>
    <message>
        <source>Another…</source>
        <translation>Anderer…</translation>
    </message>
    <message>
        <source>Repaired from “{url}”.</source>
        <translation>Berichtigt aus „{url}“.</translation>
    </message>
    <message>
        <source>Detected: {kind}</source>
        <translation>Erkannt: {kind}</translation>
    </message>
    <message>
        <source>First in its list</source>
        <translation>Das erste der Liste</translation>
    </message>
    <message>
        <source>{model} (not there)</source>
        <translation>{model} (nicht da)</translation>
    </message>
    <message>
        <source>N&amp;ame</source>
        <translation>Na&amp;me</translation>
    </message>
    <message>
        <source>&amp;URL</source>
        <translation>&amp;URL</translation>
    </message>
    <message>
        <source>address host port server endpoint</source>
        <translation>adresse host port server endpunkt address endpoint</translation>
    </message>
    <message>
        <source>K&amp;ind</source>
        <translation>A&amp;rt</translation>
    </message>
    <message>
        <source>API key</source>
        <translation>API-Schlüssel</translation>
    </message>
    <message>
        <source>password secret token keyring unlock</source>
        <translation>passwort geheimnis token schlüsselbund entsperren password secret keyring</translation>
    </message>
    <message>
        <source>&amp;Default model</source>
        <translation>Standardm&amp;odell</translation>
    </message>
    <message>
        <source>Only for a certificate that your system does not know.</source>
        <translation>Nur für ein Zertifikat, das das System nicht kennt.</translation>
    </message>
    <message>
        <source>&amp;CA file</source>
        <translation>&amp;CA-Datei</translation>
    </message>
    <message>
        <source>certificate TLS https PEM</source>
        <translation>zertifikat TLS https PEM certificate</translation>
    </message>
    <message>
        <source>Pro&amp;xy</source>
        <translation>Pro&amp;xy</translation>
    </message>
    <message>
        <source>network</source>
        <translation>netzwerk network</translation>
    </message>
    <message>
        <source>Extra headers</source>
        <translation>Zusätzliche Header</translation>
    </message>
</context>
<context>
    <name>ProviderForm</name>
    <message>
        <source>Changed the name of {provider}</source>
        <translation>Name von {provider} geändert</translation>
    </message>
    <message>
        <source>Changed the URL of {provider}</source>
        <translation>URL von {provider} geändert</translation>
    </message>
    <message>
        <source>Changed the kind of {provider}</source>
        <translation>Art von {provider} geändert</translation>
    </message>
    <message>
        <source>Changed the default model of {provider}</source>
        <translation>Standardmodell von {provider} geändert</translation>
    </message>
    <message>
        <source>Changed the CA file of {provider}</source>
        <translation>CA-Datei von {provider} geändert</translation>
    </message>
    <message>
        <source>Certificates (*.pem *.crt *.cer);;All files (*)</source>
        <translation>Zertifikate (*.pem *.crt *.cer);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Choose CA File</source>
        <translation>CA-Datei wählen</translation>
    </message>
    <message>
        <source>Changed the proxy of {provider}</source>
        <translation>Proxy von {provider} geändert</translation>
    </message>
    <message>
        <source>Changed the headers of {provider}</source>
        <translation>Header von {provider} geändert</translation>
    </message>
    <message>
        <source>Turned {provider} off</source>
        <translation>{provider} ausgeschaltet</translation>
    </message>
    <message>
        <source>Turned {provider} on</source>
        <translation>{provider} eingeschaltet</translation>
    </message>
    <message>
        <source>Remove the key of {provider}?</source>
        <translation>Schlüssel von {provider} entfernen?</translation>
    </message>
    <message>
        <source>It is deleted where it is kept, and cannot be brought back. Enter it again to use it.</source>
        <translation>Er wird dort gelöscht, wo er liegt, und lässt sich nicht zurückholen. Zum Verwenden neu eingeben.</translation>
    </message>
    <message>
        <source>&amp;Remove Key</source>
        <translation>Schlüssel &amp;entfernen</translation>
    </message>
</context>
<context>
    <name>ProviderHead</name>
    <message>
        <source>Leaves this computer</source>
        <translation>Verlässt diesen Computer</translation>
    </message>
    <message>
        <source>Re&amp;move</source>
        <translation>Ent&amp;fernen</translation>
    </message>
    <message>
        <source>Turn O&amp;n</source>
        <translation>Einsc&amp;halten</translation>
    </message>
    <message>
        <source>Turn &amp;Off</source>
        <translation>Aussc&amp;halten</translation>
    </message>
    <message>
        <source>It is always there. Turn it off instead.</source>
        <translation>Er ist immer da. Stattdessen ausschalten.</translation>
    </message>
</context>
<context>
    <name>ProviderList</name>
    <message>
        <source>Providers</source>
        <translation>Anbieter</translation>
    </message>
    <message>
        <source>Drag, or press Alt with the arrow keys, to change the order</source>
        <translation>Zum Umordnen ziehen oder Alt mit den Pfeiltasten drücken</translation>
    </message>
    <message>
        <source>List of providers</source>
        <translation>Liste der Anbieter</translation>
    </message>
    <message>
        <source>Move the provider up</source>
        <translation>Anbieter nach oben</translation>
    </message>
    <message>
        <source>Move the provider down</source>
        <translation>Anbieter nach unten</translation>
    </message>
    <message>
        <source>Remove the provider</source>
        <translation>Anbieter entfernen</translation>
    </message>
</context>
<context>
    <name>ProvidersPage</name>
    <message>
        <source>Providers</source>
        <translation>Anbieter</translation>
    </message>
    <message>
        <source>Endpoints that answer chats. A reply that left this computer is marked in the chat.</source>
        <translation>Endpunkte, die in Chats antworten. Eine Antwort, die diesen Computer verlassen hat, ist im Chat markiert.</translation>
    </message>
    <message>
        <source>Add &amp;Provider…</source>
        <translation>&amp;Anbieter hinzufügen…</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>Anbieter</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>Standard</translation>
    </message>
    <message>
        <source>Built-in</source>
        <translation>Eingebaut</translation>
    </message>
    <message>
        <source>On this computer</source>
        <translation>Auf diesem Computer</translation>
    </message>
    <message>
        <source>Changed the order of the providers</source>
        <translation>Reihenfolge der Anbieter geändert</translation>
    </message>
    <message>
        <source>&amp;Address of a model server, such as http://127.0.0.1:8080:</source>
        <translation>&amp;Adresse eines Modellservers, etwa http://127.0.0.1:8080:</translation>
    </message>
    <message>
        <source>Add Provider</source>
        <translation>Anbieter hinzufügen</translation>
    </message>
    <message>
        <source>Added {provider}</source>
        <translation>{provider} hinzugefügt</translation>
    </message>
    <message>
        <source>Removed {provider}</source>
        <translation>{provider} entfernt</translation>
    </message>
</context>
<context>
    <name>PullCard</name>
    <message>
        <source>Pull a model</source>
        <translation>Modell herunterladen</translation>
    </message>
    <message>
        <source>Name of the model to pull</source>
        <translation>Name des Modells zum Herunterladen</translation>
    </message>
    <message>
        <source>Name, such as llama3:8b</source>
        <translation>Name, etwa llama3:8b</translation>
    </message>
    <message>
        <source>&amp;Pull</source>
        <translation>&amp;Herunterladen</translation>
    </message>
    <message>
        <source>Into {provider}</source>
        <translation>Nach {provider}</translation>
    </message>
    <message>
        <source>&amp;Import GGUF File…</source>
        <translation>&amp;GGUF-Datei importieren…</translation>
    </message>
    <message>
        <source>Type a name, or choose one from the list. Advice comes before the download.</source>
        <translation>Einen Namen eingeben oder aus der Liste wählen. Vor dem Herunterladen kommt eine Einschätzung.</translation>
    </message>
    <message>
        <source>Type the name of a model first.</source>
        <translation>Erst den Namen eines Modells eingeben.</translation>
    </message>
    <message>
        <source>It is being pulled already.</source>
        <translation>Es wird bereits heruntergeladen.</translation>
    </message>
    <message>
        <source>&amp;Pull Anyway</source>
        <translation>Trotzdem &amp;herunterladen</translation>
    </message>
    <message>
        <source>&amp;Pull Again</source>
        <translation>&amp;Erneut herunterladen</translation>
    </message>
    <message>
        <source>There is no model server to pull into.</source>
        <translation>Kein Modellserver zum Herunterladen da.</translation>
    </message>
    <message>
        <source>{provider} cannot pull models. Choose another provider to pull into.</source>
        <translation>{provider} kann keine Modelle herunterladen. Dafür einen anderen Anbieter wählen.</translation>
    </message>
</context>
<context>
    <name>PullOffer</name>
    <message>
        <source>Choose &amp;Model…</source>
        <translation>&amp;Modell wählen…</translation>
    </message>
    <message>
        <source>&amp;Pull {model}</source>
        <translation>{model} &amp;herunterladen</translation>
    </message>
    <message>
        <source>&amp;Ask {model}</source>
        <translation>{model} &amp;fragen</translation>
    </message>
    <message>
        <source>{model} is ready on {provider}.</source>
        <translation>{model} ist auf {provider} bereit.</translation>
    </message>
    <message>
        <source>{model} is not on {provider} yet.</source>
        <translation>{model} ist noch nicht auf {provider}.</translation>
    </message>
    <message>
        <source>Pull it here, and the question is asked by itself when it is ready.</source>
        <translation>Hier herunterladen, und die Frage wird von selbst gestellt, sobald es bereit ist.</translation>
    </message>
    <message>
        <source>Ask again when it is ready.</source>
        <translation>Erneut fragen, sobald es bereit ist.</translation>
    </message>
    <message>
        <source>The question is asked by itself when it is ready.</source>
        <translation>Die Frage wird von selbst gestellt, sobald es bereit ist.</translation>
    </message>
</context>
<context>
    <name>PullRow</name>
    <message>
        <source>&amp;Try Now</source>
        <translation>Je&amp;tzt versuchen</translation>
    </message>
    <message>
        <source>&amp;Resume</source>
        <translation>F&amp;ortsetzen</translation>
    </message>
    <message>
        <source>Pause {model}</source>
        <translation>{model} anhalten</translation>
    </message>
    <message>
        <source>Cancel {model}</source>
        <translation>{model} abbrechen</translation>
    </message>
    <message>
        <source>Copy Evidence</source>
        <translation>Beleg kopieren</translation>
    </message>
    <message>
        <source>Waiting for {model}</source>
        <translation>Wartet auf {model}</translation>
    </message>
    <message>
        <source>about {size}</source>
        <translation>etwa {size}</translation>
    </message>
    <message>
        <source>Resume {model}</source>
        <translation>{model} fortsetzen</translation>
    </message>
    <message>
        <source>Dismiss {model}</source>
        <translation>{model} ausblenden</translation>
    </message>
</context>
<context>
    <name>PullsCard</name>
    <message>
        <source>Show &amp;Fewer</source>
        <translation>&amp;Weniger zeigen</translation>
    </message>
    <message>
        <source>Show {count} &amp;More That Wait</source>
        <translation>{count} &amp;weitere zeigen, die warten</translation>
    </message>
</context>
<context>
    <name>QuickDesk</name>
    <message>
        <source>Quick Q&amp;uestion…</source>
        <translation>Sc&amp;hnelle Frage…</translation>
    </message>
</context>
<context>
    <name>QuickWindow</name>
    <message>
        <source>Quick Question</source>
        <translation>Schnelle Frage</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>Frage</translation>
    </message>
    <message>
        <source>Ask anything</source>
        <translation>Frage eingeben</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>Fragen</translation>
    </message>
    <message>
        <source>&amp;Open in Chat</source>
        <translation>Im Chat ö&amp;ffnen</translation>
    </message>
    <message>
        <source>The reply comes here, and stays among your chats.</source>
        <translation>Die Antwort kommt hierher und bleibt unter den Chats.</translation>
    </message>
    <message>
        <source>Hide the window</source>
        <translation>Fenster ausblenden</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stopp</translation>
    </message>
</context>
<context>
    <name>QuitQuestion</name>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>Keep the Stack Running?</source>
        <translation>Stack weiterlaufen lassen?</translation>
    </message>
    <message>
        <source>Other programs can use it while it runs, and its models stay in memory.</source>
        <translation>Andere Programme können ihn nutzen, solange er läuft, und seine Modelle bleiben im Speicher.</translation>
    </message>
    <message>
        <source>&amp;Stop It</source>
        <translation>&amp;Stoppen</translation>
    </message>
    <message>
        <source>&amp;Keep Running</source>
        <translation>Weiter&amp;laufen lassen</translation>
    </message>
    <message>
        <source>The stack can stay on.</source>
        <translation>Der Stack kann an bleiben.</translation>
    </message>
    <message>
        <source>Quit and &amp;Stop the Stack</source>
        <translation>Beenden und Stack &amp;stoppen</translation>
    </message>
    <message>
        <source>Quit, &amp;Keep the Stack</source>
        <translation>Beenden, Stack weiter&amp;laufen lassen</translation>
    </message>
    <message>
        <source>&amp;Do this with the stack whenever I quit</source>
        <translation>Mit dem Stack &amp;immer so verfahren</translation>
    </message>
    <message>
        <source>&amp;Do this whenever I quit</source>
        <translation>Beim Beenden &amp;immer so verfahren</translation>
    </message>
    <message>
        <source>Stop Downloads and Import?</source>
        <translation>Downloads und Import stoppen?</translation>
    </message>
    <message>
        <source>Stop the Import?</source>
        <translation>Import stoppen?</translation>
    </message>
    <message>
        <source>Stop the Download?</source>
        <translation>Download stoppen?</translation>
    </message>
    <message>
        <source>Stop the Downloads?</source>
        <translation>Downloads stoppen?</translation>
    </message>
    <message>
        <source>The import of {model} has to be started again. What was uploaded stays on the server, so that it goes faster then.</source>
        <translation>Der Import von {model} muss dann neu gestartet werden. Was hochgeladen wurde, bleibt auf dem Server, sodass es dann schneller geht.</translation>
    </message>
    <message>
        <source>{model} goes on at the next start, where it is now.</source>
        <translation>{model} geht beim nächsten Start dort weiter, wo es jetzt ist.</translation>
    </message>
    <message>
        <source>They go on at the next start, where they are now: {models}.</source>
        <translation>Sie gehen beim nächsten Start dort weiter, wo sie jetzt sind: {models}.</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Show Sidebar (Ctrl+B)</source>
        <translation>Seitenleiste zeigen (Strg+B)</translation>
    </message>
    <message>
        <source>New Chat (Ctrl+N)</source>
        <translation>Neuer Chat (Strg+N)</translation>
    </message>
    <message>
        <source>Chat (Ctrl+1)</source>
        <translation>Chat (Strg+1)</translation>
    </message>
    <message>
        <source>Models (Ctrl+4)</source>
        <translation>Modelle (Strg+4)</translation>
    </message>
    <message>
        <source>Health (Ctrl+3)</source>
        <translation>Zustand (Strg+3)</translation>
    </message>
    <message>
        <source>Stack (Ctrl+2)</source>
        <translation>Stack (Strg+2)</translation>
    </message>
    <message>
        <source>Settings (Ctrl+,)</source>
        <translation>Einstellungen (Strg+,)</translation>
    </message>
</context>
<context>
    <name>ReplyColumn</name>
    <message>
        <source>Leaves this computer</source>
        <translation>Verlässt diesen Computer</translation>
    </message>
    <message>
        <source>Stop This One</source>
        <translation>Diese stoppen</translation>
    </message>
    <message>
        <source>Ask This One Again</source>
        <translation>Diese erneut fragen</translation>
    </message>
    <message>
        <source>Copy Reply</source>
        <translation>Antwort kopieren</translation>
    </message>
    <message>
        <source>Go On with This One</source>
        <translation>Mit dieser weitermachen</translation>
    </message>
    <message>
        <source>Default model</source>
        <translation>Standardmodell</translation>
    </message>
    <message>
        <source>Waits for its turn</source>
        <translation>Wartet, bis sie an der Reihe ist</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Gestoppt</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation>Unterbrochen</translation>
    </message>
    <message>
        <source>Complete</source>
        <translation>Vollständig</translation>
    </message>
</context>
<context>
    <name>ReplyView</name>
    <message>
        <source>Show &amp;Formatted</source>
        <translation>&amp;Formatiert zeigen</translation>
    </message>
    <message>
        <source>Long message, shown without formatting.</source>
        <translation>Lange Nachricht, ohne Formatierung gezeigt.</translation>
    </message>
    <message>
        <source>A part of this message is shown without formatting.</source>
        <translation>Ein Teil dieser Nachricht ist ohne Formatierung gezeigt.</translation>
    </message>
</context>
<context>
    <name>ResultCard</name>
    <message>
        <source>Copy Evidence</source>
        <translation>Beleg kopieren</translation>
    </message>
    <message>
        <source>&amp;Test Again</source>
        <translation>Erneut &amp;testen</translation>
    </message>
</context>
<context>
    <name>RowWidgets</name>
    <message>
        <source>Show &amp;Earlier Messages</source>
        <translation>F&amp;rühere Nachrichten zeigen</translation>
    </message>
</context>
<context>
    <name>SafeTextView</name>
    <message>
        <source>Message text</source>
        <translation>Nachrichtentext</translation>
    </message>
    <message>
        <source>[image not shown]</source>
        <translation>[Bild nicht gezeigt]</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>Select &amp;All</source>
        <translation>&amp;Alles auswählen</translation>
    </message>
    <message>
        <source>Copy &amp;Link</source>
        <translation>&amp;Link kopieren</translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>Search settings</source>
        <translation>Einstellungen durchsuchen</translation>
    </message>
    <message>
        <source>Search chats</source>
        <translation>Chats durchsuchen</translation>
    </message>
    <message>
        <source>Search titles and messages of all chats</source>
        <translation>Titel und Nachrichten aller Chats durchsuchen</translation>
    </message>
</context>
<context>
    <name>SettingsWindow</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>All keyboard shortcuts</source>
        <translation>Alle Tastaturkürzel</translation>
    </message>
    <message>
        <source>Search the settings</source>
        <translation>Einstellungen durchsuchen</translation>
    </message>
    <message>
        <source>Undo the last change</source>
        <translation>Letzte Änderung rückgängig machen</translation>
    </message>
    <message>
        <source>Close the window</source>
        <translation>Fenster schließen</translation>
    </message>
</context>
<context>
    <name>SetupFields</name>
    <message>
        <source>T&amp;hinking</source>
        <translation>Nac&amp;hdenken</translation>
    </message>
    <message>
        <source>Refuse &amp;instead of cutting</source>
        <translation>&amp;Ablehnen statt abschneiden</translation>
    </message>
    <message>
        <source>A chat that is too long gets an error, not an answer that has not seen its beginning.</source>
        <translation>Ein zu langer Chat bekommt einen Fehler, keine Antwort, die seinen Anfang nicht gesehen hat.</translation>
    </message>
    <message>
        <source>This server takes no more than these. Servers of Ollama take all.</source>
        <translation>Dieser Server nimmt nur diese an. Ollama-Server nehmen alle an.</translation>
    </message>
    <message>
        <source>On</source>
        <translation>An</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>Niedrig</translation>
    </message>
    <message>
        <source>Medium</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>High</source>
        <translation>Hoch</translation>
    </message>
    <message>
        <source>As the model does by itself</source>
        <translation>Wie das Modell es von selbst tut</translation>
    </message>
    <message>
        <source>&amp;Temperature</source>
        <translation>&amp;Temperatur</translation>
    </message>
    <message>
        <source>Low keeps to what is likely, high varies more.</source>
        <translation>Niedrig bleibt beim Wahrscheinlichen, hoch variiert mehr.</translation>
    </message>
    <message>
        <source>Top-&amp;p</source>
        <translation>Top-&amp;p</translation>
    </message>
    <message>
        <source>Leaves out what is unlikely.</source>
        <translation>Lässt Unwahrscheinliches weg.</translation>
    </message>
    <message>
        <source>Context &amp;length</source>
        <translation>Kontext&amp;länge</translation>
    </message>
    <message>
        <source>How many tokens the model sees; more takes more memory.</source>
        <translation>Wie viele Token das Modell sieht; mehr braucht mehr Speicher.</translation>
    </message>
    <message>
        <source>&amp;Most tokens of a reply</source>
        <translation>&amp;Meiste Token einer Antwort</translation>
    </message>
    <message>
        <source>See&amp;d</source>
        <translation>See&amp;d</translation>
    </message>
    <message>
        <source>The same seed repeats a reply.</source>
        <translation>Derselbe Seed wiederholt eine Antwort.</translation>
    </message>
    <message>
        <source>Time in memor&amp;y</source>
        <translation>Ze&amp;it im Speicher</translation>
    </message>
    <message>
        <source>How long the model stays loaded after a reply.</source>
        <translation>Wie lange das Modell nach einer Antwort geladen bleibt.</translation>
    </message>
    <message>
        <source>The server&apos;s own</source>
        <translation>Wie der Server</translation>
    </message>
    <message>
        <source>Usually {value}</source>
        <translation>Üblich {value}</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>Keine Grenze</translation>
    </message>
    <message>
        <source>Another one each time</source>
        <translation>Jedes Mal ein anderer</translation>
    </message>
</context>
<context>
    <name>SetupPanel</name>
    <message>
        <source>System Prompt and Parameters</source>
        <translation>Systemprompt und Parameter</translation>
    </message>
    <message>
        <source>System prompt and parameters</source>
        <translation>Systemprompt und Parameter</translation>
    </message>
    <message>
        <source>Use for &amp;New Chats</source>
        <translation>Für &amp;neue Chats verwenden</translation>
    </message>
    <message>
        <source>&amp;Reset</source>
        <translation>&amp;Zurücksetzen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>For “{chat}”, from the next question on. Shown is what {model} can be told.</source>
        <translation>Für „{chat}“, ab der nächsten Frage. Gezeigt wird, was sich {model} sagen lässt.</translation>
    </message>
    <message>
        <source>For this new chat. Shown is what {model} can be told.</source>
        <translation>Für diesen neuen Chat. Gezeigt wird, was sich {model} sagen lässt.</translation>
    </message>
    <message>
        <source>the model</source>
        <translation>dem Modell</translation>
    </message>
    <message>
        <source>New chats are asked like this</source>
        <translation>Neue Chats werden so gefragt</translation>
    </message>
    <message>
        <source>Ask every new chat like this</source>
        <translation>Jeden neuen Chat so fragen</translation>
    </message>
    <message>
        <source>Back to what new chats are asked with</source>
        <translation>Zurück zu dem, womit neue Chats gefragt werden</translation>
    </message>
</context>
<context>
    <name>SetupWindow</name>
    <message>
        <source>Set Up TARS Desktop</source>
        <translation>TARS Desktop einrichten</translation>
    </message>
    <message>
        <source>Close the window</source>
        <translation>Fenster schließen</translation>
    </message>
    <message>
        <source>The step before</source>
        <translation>Der Schritt davor</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>Erneut prüfen</translation>
    </message>
    <message>
        <source>What the main button says</source>
        <translation>Was die Hauptschaltfläche sagt</translation>
    </message>
    <message>
        <source>All keyboard shortcuts</source>
        <translation>Alle Tastaturkürzel</translation>
    </message>
    <message>
        <source>This step waits for what is before it.</source>
        <translation>Dieser Schritt wartet auf die davor.</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>Wird geprüft…</translation>
    </message>
    <message>
        <source>&amp;Continue</source>
        <translation>&amp;Weiter</translation>
    </message>
</context>
<context>
    <name>ShortcutsWindow</name>
    <message>
        <source>Keyboard Shortcuts</source>
        <translation>Tastaturkürzel</translation>
    </message>
    <message>
        <source>Search shortcuts</source>
        <translation>Tastaturkürzel durchsuchen</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>No shortcut has these words.</source>
        <translation>Kein Tastaturkürzel enthält diese Wörter.</translation>
    </message>
</context>
<context>
    <name>ShortfallNote</name>
    <message>
        <source>The model saw only about {seen} of {expected} tokens. Raise the context or start a new chat.</source>
        <translation>Das Modell sah nur etwa {seen} von {expected} Token. Den Kontext erhöhen oder einen neuen Chat beginnen.</translation>
    </message>
</context>
<context>
    <name>Side</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Open Settings &amp;File</source>
        <translation>Einstellungs&amp;datei öffnen</translation>
    </message>
    <message>
        <source>Nothing found for “{text}”.</source>
        <translation>Nichts gefunden für „{text}“.</translation>
    </message>
</context>
<context>
    <name>SideBar</name>
    <message>
        <source>Set up TARS</source>
        <translation>TARS einrichten</translation>
    </message>
    <message>
        <source>No Docker? An Ollama that is there, the built-in engine or a URL will do.</source>
        <translation>Kein Docker? Ein vorhandenes Ollama, die eingebaute Engine oder eine URL genügt.</translation>
    </message>
    <message>
        <source>With Docker, TARS runs the model server for you.</source>
        <translation>Mit Docker betreibt TARS den Modellserver selbst.</translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message>
        <source>Hide Sidebar (Ctrl+B)</source>
        <translation>Seitenleiste ausblenden (Strg+B)</translation>
    </message>
    <message>
        <source>New Chat</source>
        <translation>Neuer Chat</translation>
    </message>
    <message>
        <source>New Chat (Ctrl+N)</source>
        <translation>Neuer Chat (Strg+N)</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Models (Ctrl+4)</source>
        <translation>Modelle (Strg+4)</translation>
    </message>
    <message>
        <source>Health</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Health (Ctrl+3)</source>
        <translation>Zustand (Strg+3)</translation>
    </message>
    <message>
        <source>Stack</source>
        <translation>Stack</translation>
    </message>
    <message>
        <source>Stack (Ctrl+2)</source>
        <translation>Stack (Strg+2)</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Settings (Ctrl+,)</source>
        <translation>Einstellungen (Strg+,)</translation>
    </message>
    <message>
        <source>a pull has failed</source>
        <translation>ein Download ist fehlgeschlagen</translation>
    </message>
    <message>
        <source>pulling</source>
        <translation>lädt herunter</translation>
    </message>
</context>
<context>
    <name>StackOptionsDialog</name>
    <message>
        <source>Stack Settings</source>
        <translation>Stack-Einstellungen</translation>
    </message>
    <message>
        <source>&amp;Reachable for</source>
        <translation>&amp;Erreichbar für</translation>
    </message>
    <message>
        <source>&amp;Port</source>
        <translation>&amp;Port</translation>
    </message>
    <message>
        <source>&amp;Image</source>
        <translation>&amp;Image</translation>
    </message>
    <message>
        <source>&amp;GPU</source>
        <translation>&amp;GPU</translation>
    </message>
    <message>
        <source>When &amp;quitting</source>
        <translation>Beim &amp;Beenden</translation>
    </message>
    <message>
        <source>They hold from the next start on.</source>
        <translation>Sie gelten ab dem nächsten Start.</translation>
    </message>
</context>
<context>
    <name>StackPage</name>
    <message>
        <source>Stack</source>
        <translation>Stack</translation>
    </message>
    <message>
        <source>Show Con&amp;figuration</source>
        <translation>Kon&amp;figuration zeigen</translation>
    </message>
    <message>
        <source>Stack Menu</source>
        <translation>Stack-Menü</translation>
    </message>
    <message>
        <source>&amp;Settings…</source>
        <translation>&amp;Einstellungen…</translation>
    </message>
    <message>
        <source>Pull &amp;Newer Image</source>
        <translation>&amp;Neueres Image holen</translation>
    </message>
    <message>
        <source>Open &amp;Compose Folder</source>
        <translation>&amp;Compose-Ordner öffnen</translation>
    </message>
    <message>
        <source>&amp;Remove Containers…</source>
        <translation>Con&amp;tainer entfernen…</translation>
    </message>
    <message>
        <source>Remove &amp;Images…</source>
        <translation>&amp;Images entfernen…</translation>
    </message>
    <message>
        <source>Remove &amp;Models…</source>
        <translation>&amp;Modelle entfernen…</translation>
    </message>
    <message>
        <source>Effective Configuration</source>
        <translation>Wirksame Konfiguration</translation>
    </message>
    <message>
        <source>Save Log</source>
        <translation>Protokoll speichern</translation>
    </message>
    <message>
        <source>Not saved: {reason}</source>
        <translation>Nicht gespeichert: {reason}</translation>
    </message>
</context>
<context>
    <name>StackSettingsPage</name>
    <message>
        <source>&amp;Reachable for</source>
        <translation>&amp;Erreichbar für</translation>
    </message>
    <message>
        <source>address network expose listen 0.0.0.0 127.0.0.1</source>
        <translation>adresse netzwerk freigeben lauschen 0.0.0.0 127.0.0.1 address network</translation>
    </message>
    <message>
        <source>&amp;Port</source>
        <translation>&amp;Port</translation>
    </message>
    <message>
        <source>address URL 8080</source>
        <translation>adresse URL 8080 address</translation>
    </message>
    <message>
        <source>&amp;Image</source>
        <translation>&amp;Image</translation>
    </message>
    <message>
        <source>&amp;GPU</source>
        <translation>&amp;GPU</translation>
    </message>
    <message>
        <source>When &amp;quitting</source>
        <translation>Beim &amp;Beenden</translation>
    </message>
    <message>
        <source>exit stop keep running close</source>
        <translation>beenden stoppen weiterlaufen schließen exit stop</translation>
    </message>
    <message>
        <source>Changed the stack</source>
        <translation>Stack geändert</translation>
    </message>
    <message>
        <source>Changed what quitting does to the stack</source>
        <translation>Geändert, was beim Beenden mit dem Stack geschieht</translation>
    </message>
</context>
<context>
    <name>StageRow</name>
    <message>
        <source>Engine</source>
        <translation>Engine</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>Image</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>Volume</translation>
    </message>
    <message>
        <source>Container</source>
        <translation>Container</translation>
    </message>
    <message>
        <source>Healthy</source>
        <translation>Gesund</translation>
    </message>
    <message>
        <source>Stage: {name}</source>
        <translation>Abschnitt: {name}</translation>
    </message>
</context>
<context>
    <name>StateCard</name>
    <message>
        <source>&amp;Restart</source>
        <translation>&amp;Neu starten</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>&amp;Starten</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Abbrechen</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>&amp;Stoppen</translation>
    </message>
    <message>
        <source>&amp;Check Again</source>
        <translation>&amp;Erneut prüfen</translation>
    </message>
    <message>
        <source>State of the stack</source>
        <translation>Zustand des Stacks</translation>
    </message>
</context>
<context>
    <name>StatusStrip</name>
    <message>
        <source>{count} of {all} providers answer</source>
        <translation>{count} von {all} Anbietern antworten</translation>
    </message>
    <message>
        <source>Press to check again.</source>
        <translation>Drücken, um erneut zu prüfen.</translation>
    </message>
</context>
<context>
    <name>StepPage</name>
    <message>
        <source>Copy Evidence</source>
        <translation>Beleg kopieren</translation>
    </message>
</context>
<context>
    <name>StoragePage</name>
    <message>
        <source>Your chats take {size} on the disk.</source>
        <translation>Die Chats belegen {size} auf dem Datenträger.</translation>
    </message>
    <message>
        <source>Nothing is there yet.</source>
        <translation>Noch ist nichts da.</translation>
    </message>
    <message>
        <source>Working…</source>
        <translation>In Arbeit…</translation>
    </message>
    <message>
        <source>Model servers written to {file}: {count}.</source>
        <translation>Modellserver in {file} geschrieben: {count}.</translation>
    </message>
    <message>
        <source>Taken over from {file}: {providers}.</source>
        <translation>Aus {file} übernommen: {providers}.</translation>
    </message>
    <message>
        <source>{file} says nothing that is not set already.</source>
        <translation>{file} sagt nichts, was nicht schon eingestellt ist.</translation>
    </message>
    <message>
        <source>{file} names no model server.</source>
        <translation>{file} nennt keinen Modellserver.</translation>
    </message>
    <message>
        <source>Addresses that cannot be used: {count}.</source>
        <translation>Nicht verwendbare Adressen: {count}.</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>Ope&amp;n</source>
        <translation>Ö&amp;ffnen</translation>
    </message>
    <message>
        <source>&amp;Settings</source>
        <translation>Einste&amp;llungen</translation>
    </message>
    <message>
        <source>file path settings.toml configuration</source>
        <translation>datei pfad settings.toml konfiguration file path configuration</translation>
    </message>
    <message>
        <source>Open Folde&amp;r</source>
        <translation>&amp;Ordner öffnen</translation>
    </message>
    <message>
        <source>&amp;Chats</source>
        <translation>&amp;Chats</translation>
    </message>
    <message>
        <source>file path database disk size backup</source>
        <translation>datei pfad datenbank speicherplatz größe sicherung file database size</translation>
    </message>
    <message>
        <source>Open Fo&amp;lder</source>
        <translation>Ordner öff&amp;nen</translation>
    </message>
    <message>
        <source>Without questions, answers and keys.</source>
        <translation>Ohne Fragen, Antworten und Schlüssel.</translation>
    </message>
    <message>
        <source>L&amp;ogs</source>
        <translation>&amp;Protokolle</translation>
    </message>
    <message>
        <source>log report</source>
        <translation>protokoll bericht log report</translation>
    </message>
    <message>
        <source>All chats</source>
        <translation>Alle Chats</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>&amp;Exportieren…</translation>
    </message>
    <message>
        <source>&amp;Import…</source>
        <translation>&amp;Importieren…</translation>
    </message>
    <message>
        <source>Chats as a file</source>
        <translation>Chats als Datei</translation>
    </message>
    <message>
        <source>export import JSON backup ChatGPT Open WebUI</source>
        <translation>export import JSON sicherung ChatGPT Open WebUI backup</translation>
    </message>
    <message>
        <source>I&amp;mport…</source>
        <translation>I&amp;mportieren…</translation>
    </message>
    <message>
        <source>E&amp;xport…</source>
        <translation>E&amp;xportieren…</translation>
    </message>
    <message>
        <source>Its two model servers; the rest of the file stays as it is.</source>
        <translation>Seine zwei Modellserver; der Rest der Datei bleibt, wie er ist.</translation>
    </message>
    <message>
        <source>TARS import export</source>
        <translation>TARS import export</translation>
    </message>
    <message>
        <source>Downloads</source>
        <translation>Downloads</translation>
    </message>
    <message>
        <source>Models &amp;at once</source>
        <translation>&amp;Gleichzeitige Modelle</translation>
    </message>
    <message>
        <source>pull download queue parallel</source>
        <translation>download warteschlange parallel herunterladen pull queue</translation>
    </message>
    <message>
        <source>Changed how many models are downloaded at once</source>
        <translation>Geändert, wie viele Modelle zugleich geladen werden</translation>
    </message>
    <message>
        <source>JSON, with everything (*.json)</source>
        <translation>JSON, mit allem (*.json)</translation>
    </message>
    <message>
        <source>Export All Chats</source>
        <translation>Alle Chats exportieren</translation>
    </message>
    <message>
        <source>Chats</source>
        <translation>Chats</translation>
    </message>
    <message>
        <source>Chats (*.json)</source>
        <translation>Chats (*.json)</translation>
    </message>
    <message>
        <source>Import Chats</source>
        <translation>Chats importieren</translation>
    </message>
    <message>
        <source>Import From TARS</source>
        <translation>Aus TARS importieren</translation>
    </message>
    <message>
        <source>Export to TARS</source>
        <translation>Nach TARS exportieren</translation>
    </message>
</context>
<context>
    <name>TextDialog</name>
    <message>
        <source>Type something first.</source>
        <translation>Erst etwas eingeben.</translation>
    </message>
</context>
<context>
    <name>TextSelection</name>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>Copy as &amp;Markdown</source>
        <translation>Als &amp;Markdown kopieren</translation>
    </message>
    <message>
        <source>Select &amp;All</source>
        <translation>&amp;Alles auswählen</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Category</source>
        <translation>Kategorie</translation>
    </message>
</context>
<context>
    <name>Transcript</name>
    <message>
        <source>Conversation</source>
        <translation>Unterhaltung</translation>
    </message>
    <message>
        <source>No messages yet. Ask something below.</source>
        <translation>Noch keine Nachrichten. Unten eine Frage stellen.</translation>
    </message>
    <message>
        <source>&amp;Latest</source>
        <translation>Zum &amp;Ende</translation>
    </message>
</context>
<context>
    <name>TransferBar</name>
    <message>
        <source>Dismiss</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Importing chats…</source>
        <translation>Chats werden importiert…</translation>
    </message>
    <message>
        <source>Exporting chats: {done} of {total}</source>
        <translation>Chats werden exportiert: {done} von {total}</translation>
    </message>
    <message>
        <source>Exporting chats…</source>
        <translation>Chats werden exportiert…</translation>
    </message>
</context>
<context>
    <name>TransferMenu</name>
    <message>
        <source>&amp;Export Chat…</source>
        <translation>Chat &amp;exportieren…</translation>
    </message>
    <message>
        <source>&amp;Import Chats…</source>
        <translation>Chats &amp;importieren…</translation>
    </message>
    <message>
        <source>Export A&amp;ll Chats…</source>
        <translation>&amp;Alle Chats exportieren…</translation>
    </message>
    <message>
        <source>Markdown, for people (*.md)</source>
        <translation>Markdown, für Menschen (*.md)</translation>
    </message>
    <message>
        <source>JSON, with everything (*.json)</source>
        <translation>JSON, mit allem (*.json)</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>Chat</translation>
    </message>
    <message>
        <source>Export Chat</source>
        <translation>Chat exportieren</translation>
    </message>
    <message>
        <source>Export All Chats</source>
        <translation>Alle Chats exportieren</translation>
    </message>
    <message>
        <source>Chats</source>
        <translation>Chats</translation>
    </message>
    <message>
        <source>Chats (*.json)</source>
        <translation>Chats (*.json)</translation>
    </message>
    <message>
        <source>Import Chats</source>
        <translation>Chats importieren</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>&amp;Start Stack</source>
        <translation>Stack &amp;starten</translation>
    </message>
    <message>
        <source>&amp;Restart Stack</source>
        <translation>Stack ne&amp;u starten</translation>
    </message>
    <message>
        <source>&amp;Open Chat</source>
        <translation>&amp;Chat öffnen</translation>
    </message>
    <message>
        <source>&amp;New Chat</source>
        <translation>&amp;Neuer Chat</translation>
    </message>
    <message>
        <source>Q&amp;uick Question…</source>
        <translation>Schnelle &amp;Frage…</translation>
    </message>
    <message>
        <source>&amp;Models</source>
        <translation>&amp;Modelle</translation>
    </message>
    <message>
        <source>S&amp;tack</source>
        <translation>S&amp;tack</translation>
    </message>
    <message>
        <source>&amp;Health</source>
        <translation>&amp;Zustand</translation>
    </message>
    <message>
        <source>&amp;Check Again</source>
        <translation>&amp;Erneut prüfen</translation>
    </message>
    <message>
        <source>S&amp;etup…</source>
        <translation>Ein&amp;richten…</translation>
    </message>
    <message>
        <source>Settin&amp;gs…</source>
        <translation>Einstellun&amp;gen…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>Cance&amp;l: {what}</source>
        <translation>&amp;Abbrechen: {what}</translation>
    </message>
    <message>
        <source>&amp;Stop Stack</source>
        <translation>Stack &amp;stoppen</translation>
    </message>
</context>
<context>
    <name>TurnBar</name>
    <message>
        <source>Delete Message</source>
        <translation>Nachricht löschen</translation>
    </message>
    <message>
        <source>More for This Message</source>
        <translation>Mehr zu dieser Nachricht</translation>
    </message>
    <message>
        <source>Copy as &amp;Text</source>
        <translation>Als &amp;Text kopieren</translation>
    </message>
    <message>
        <source>Copy as &amp;Markdown</source>
        <translation>Als &amp;Markdown kopieren</translation>
    </message>
</context>
<context>
    <name>UndoBar</name>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
</context>
<context>
    <name>UndoRow</name>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>Question deleted.</source>
        <translation>Frage gelöscht.</translation>
    </message>
    <message numerus="yes">
        <source>Question deleted, with %n message(s) after it.</source>
        <translation>
            <numerusform>Frage gelöscht, mit %n Nachricht danach.</numerusform>
            <numerusform>Frage gelöscht, mit %n Nachrichten danach.</numerusform>
        </translation>
    </message>
    <message>
        <source>Reply deleted.</source>
        <translation>Antwort gelöscht.</translation>
    </message>
    <message numerus="yes">
        <source>Reply deleted, with %n message(s) after it.</source>
        <translation>
            <numerusform>Antwort gelöscht, mit %n Nachricht danach.</numerusform>
            <numerusform>Antwort gelöscht, mit %n Nachrichten danach.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>UserMessage</name>
    <message>
        <source>Your question</source>
        <translation>Eigene Frage</translation>
    </message>
    <message>
        <source>Edit Question</source>
        <translation>Frage bearbeiten</translation>
    </message>
    <message>
        <source>Copy Question</source>
        <translation>Frage kopieren</translation>
    </message>
</context>
<context>
    <name>_BlindLine</name>
    <message>
        <source>Choose &amp;Model…</source>
        <translation>&amp;Modell wählen…</translation>
    </message>
    <message>
        <source>{model} does not see pictures. They wait here for a model that does.</source>
        <translation>{model} sieht keine Bilder. Sie warten hier auf ein Modell, das es kann.</translation>
    </message>
</context>
<context>
    <name>_Chip</name>
    <message>
        <source>Remove {name}</source>
        <translation>{name} entfernen</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Wird gelesen…</translation>
    </message>
</context>
<context>
    <name>_PromptField</name>
    <message>
        <source>&amp;System prompt</source>
        <translation>&amp;Systemprompt</translation>
    </message>
    <message>
        <source>None: the model answers as it was made to</source>
        <translation>Keiner: Das Modell antwortet, wie es gemacht ist</translation>
    </message>
</context>
<context>
    <name>_Refusal</name>
    <message>
        <source>Dismiss</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>advice</name>
    <message>
        <source>{needed} needed, {free} free. Delete a model or choose another disk.</source>
        <translation>{needed} nötig, {free} frei. Ein Modell löschen oder einen anderen Datenträger wählen.</translation>
    </message>
    <message>
        <source>Not enough space on the disk</source>
        <translation>Nicht genug Speicherplatz</translation>
    </message>
    <message>
        <source>Fits your GPU</source>
        <translation>Passt auf die GPU</translation>
    </message>
    <message>
        <source>Fits partly: about {percent}&#xa0;% on the GPU, slower</source>
        <translation>Passt teilweise: etwa {percent}&#xa0;% auf der GPU, langsamer</translation>
    </message>
    <message>
        <source>Larger than the GPU: runs on the processor, slower</source>
        <translation>Größer als die GPU: läuft auf dem Prozessor, langsamer</translation>
    </message>
    <message>
        <source>Fits the memory: runs on the processor</source>
        <translation>Passt in den Speicher: läuft auf dem Prozessor</translation>
    </message>
    <message>
        <source>Larger than the GPU and the memory</source>
        <translation>Größer als GPU und Speicher</translation>
    </message>
    <message>
        <source>Larger than the memory</source>
        <translation>Größer als der Speicher</translation>
    </message>
    <message>
        <source>size not known</source>
        <translation>Größe nicht bekannt</translation>
    </message>
    <message>
        <source>nothing to download</source>
        <translation>nichts herunterzuladen</translation>
    </message>
    <message>
        <source>{size} download</source>
        <translation>{size} herunterzuladen</translation>
    </message>
    <message>
        <source>about {size} download</source>
        <translation>etwa {size} herunterzuladen</translation>
    </message>
    <message>
        <source>about {part} of {all}&#xa0;GB VRAM at {context} context</source>
        <translation>etwa {part} von {all}&#xa0;GB VRAM bei Kontext {context}</translation>
    </message>
    <message>
        <source>about {part}&#xa0;GB with {context} context, {all}&#xa0;GB VRAM</source>
        <translation>etwa {part}&#xa0;GB bei Kontext {context}, {all}&#xa0;GB VRAM</translation>
    </message>
    <message>
        <source>about {part}&#xa0;GB of memory at {context} context</source>
        <translation>etwa {part}&#xa0;GB Speicher bei Kontext {context}</translation>
    </message>
    <message>
        <source>{size} free on disk</source>
        <translation>{size} Speicherplatz frei</translation>
    </message>
    <message>
        <source>It is installed, and nothing newer is there.</source>
        <translation>Es ist installiert, und es gibt nichts Neueres.</translation>
    </message>
    <message>
        <source>It is installed; pulling fetches what is new.</source>
        <translation>Es ist installiert; Herunterladen holt, was neu ist.</translation>
    </message>
    <message>
        <source>To make room, this would be unloaded: {models}.</source>
        <translation>Um Platz zu schaffen, würde entladen: {models}.</translation>
    </message>
    <message>
        <source>Other programs hold too much memory now. Close some before it is loaded.</source>
        <translation>Andere Programme belegen derzeit zu viel Speicher. Vor dem Laden einige schließen.</translation>
    </message>
    <message>
        <source>Another {size} of the disk is kept for the downloads under way.</source>
        <translation>Weitere {size} der Festplatte sind für laufende Downloads vorgesehen.</translation>
    </message>
    <message>
        <source>{model} is smaller and fits.</source>
        <translation>{model} ist kleiner und passt.</translation>
    </message>
</context>
<context>
    <name>application</name>
    <message>
        <source>The question is too long for the window. Shorten it.</source>
        <translation>Die Frage ist zu lang für das Fenster. Kürzen.</translation>
    </message>
    <message>
        <source>The question cannot be handed to the window: {reason}.</source>
        <translation>Die Frage lässt sich dem Fenster nicht übergeben: {reason}.</translation>
    </message>
    <message>
        <source>TARS Desktop is open already, and does not answer. End its process, then start it again.</source>
        <translation>TARS Desktop ist bereits offen und antwortet nicht. Den Prozess beenden, dann neu starten.</translation>
    </message>
</context>
<context>
    <name>context</name>
    <message>
        <source>This question alone is longer than the context of {limit} tokens: the model will not see all of it.</source>
        <translation>Schon diese Frage ist länger als der Kontext von {limit} Token: Das Modell sieht sie nicht ganz.</translation>
    </message>
    <message>
        <source>The chat is longer than the context of {limit} tokens: the server will refuse it.</source>
        <translation>Der Chat ist länger als der Kontext von {limit} Token: Der Server wird ihn ablehnen.</translation>
    </message>
    <message>
        <source>The first message will not be seen by the model.</source>
        <translation>Die erste Nachricht sieht das Modell nicht.</translation>
    </message>
    <message>
        <source>The first {count} messages will not be seen by the model.</source>
        <translation>Die ersten {count} Nachrichten sieht das Modell nicht.</translation>
    </message>
    <message>
        <source>A context of {count} tokens holds the whole chat.</source>
        <translation>Ein Kontext von {count} Token fasst den ganzen Chat.</translation>
    </message>
    <message>
        <source>It fits your GPU.</source>
        <translation>Es passt auf die GPU.</translation>
    </message>
    <message>
        <source>The model then fits the GPU only partly and is slower.</source>
        <translation>Das Modell passt dann nur teilweise auf die GPU und ist langsamer.</translation>
    </message>
    <message>
        <source>The model then runs in the memory of the computer, slower.</source>
        <translation>Das Modell läuft dann im Speicher des Computers, langsamer.</translation>
    </message>
    <message>
        <source>That is more than this computer has.</source>
        <translation>Das ist mehr, als dieser Computer hat.</translation>
    </message>
    <message>
        <source>A context of {count} tokens takes {size} more memory.</source>
        <translation>Ein Kontext von {count} Token braucht {size} mehr Speicher.</translation>
    </message>
</context>
<context>
    <name>errors</name>
    <message>
        <source>The model {model} is not installed there. Choose another model.</source>
        <translation>Das Modell {model} ist dort nicht installiert. Ein anderes Modell wählen.</translation>
    </message>
    <message>
        <source>{url} redirects to {host}, which was not followed. Use that address if you trust it.</source>
        <translation>{url} leitet nach {host} weiter; dem wurde nicht gefolgt. Diese Adresse verwenden, falls ihr zu trauen ist.</translation>
    </message>
    <message>
        <source>This kind of server cannot do that: {operation}.</source>
        <translation>Diese Art von Server kann das nicht: {operation}.</translation>
    </message>
    <message>
        <source>No provider can answer. Start one, or choose another.</source>
        <translation>Kein Anbieter kann antworten. Einen starten oder einen anderen wählen.</translation>
    </message>
    <message>
        <source>{provider} has no models. Pull one there, or choose another provider.</source>
        <translation>{provider} hat keine Modelle. Dort eines herunterladen oder einen anderen Anbieter wählen.</translation>
    </message>
    <message>
        <source>There is no provider “{name}”. Known: {known}.</source>
        <translation>Es gibt keinen Anbieter „{name}“. Bekannt: {known}.</translation>
    </message>
    <message>
        <source>No model is chosen. Choose one.</source>
        <translation>Kein Modell gewählt. Eines wählen.</translation>
    </message>
    <message>
        <source>“{name}” cannot be the name of a model. Check the spelling.</source>
        <translation>„{name}“ kann nicht der Name eines Modells sein. Schreibweise prüfen.</translation>
    </message>
    <message>
        <source>The key of this provider holds characters that no key has. Copy it again, without line breaks.</source>
        <translation>Der Schlüssel dieses Anbieters enthält Zeichen, die kein Schlüssel hat. Neu kopieren, ohne Zeilenumbrüche.</translation>
    </message>
    <message>
        <source>Something in TARS Desktop itself failed. It goes on; the log says more.</source>
        <translation>In TARS Desktop selbst ist etwas fehlgeschlagen. Es läuft weiter; mehr steht im Protokoll.</translation>
    </message>
    <message>
        <source>No answer from {url}. Start the server there, then try again.</source>
        <translation>Keine Antwort von {url}. Dort den Server starten, dann erneut versuchen.</translation>
    </message>
    <message>
        <source>No computer is known by the name in {url}. Check the spelling.</source>
        <translation>Kein Computer ist unter dem Namen in {url} bekannt. Schreibweise prüfen.</translation>
    </message>
    <message>
        <source>{url} cannot be reached from here. Check the network.</source>
        <translation>{url} ist von hier nicht erreichbar. Netzwerk prüfen.</translation>
    </message>
    <message>
        <source>{url} did not answer in time. Check that the server is well, then try again.</source>
        <translation>{url} hat nicht rechtzeitig geantwortet. Prüfen, ob der Server in Ordnung ist, dann erneut versuchen.</translation>
    </message>
    <message>
        <source>{url} closed the connection before it answered. Try again.</source>
        <translation>{url} hat die Verbindung vor der Antwort geschlossen. Erneut versuchen.</translation>
    </message>
    <message>
        <source>The certificate of {url} cannot be trusted. Check the address.</source>
        <translation>Dem Zertifikat von {url} ist nicht zu trauen. Adresse prüfen.</translation>
    </message>
    <message>
        <source>{url} does not speak TLS. Use an address that starts with http://.</source>
        <translation>{url} spricht kein TLS. Eine Adresse verwenden, die mit http:// beginnt.</translation>
    </message>
    <message>
        <source>Another program answers at {url}, not a model server. Check the address and the port.</source>
        <translation>An {url} antwortet ein anderes Programm, kein Modellserver. Adresse und Port prüfen.</translation>
    </message>
    <message>
        <source>“{url}” is not an address of a server. Use one such as http://127.0.0.1:8080.</source>
        <translation>„{url}“ ist keine Adresse eines Servers. Eine wie http://127.0.0.1:8080 verwenden.</translation>
    </message>
    <message>
        <source>The proxy on the way to {url} cannot be used. Check its address, and that it runs.</source>
        <translation>Der Proxy auf dem Weg zu {url} ist nicht benutzbar. Prüfen, ob seine Adresse stimmt und er läuft.</translation>
    </message>
    <message>
        <source>The connection to {url} failed. Try again.</source>
        <translation>Die Verbindung zu {url} ist fehlgeschlagen. Erneut versuchen.</translation>
    </message>
    <message>
        <source>The server refused the key ({status}). Check the key of this provider.</source>
        <translation>Der Server hat den Schlüssel abgelehnt ({status}). Den Schlüssel dieses Anbieters prüfen.</translation>
    </message>
    <message>
        <source>The server does not know that address (404). Check the provider&apos;s URL.</source>
        <translation>Der Server kennt diese Adresse nicht (404). Die URL des Anbieters prüfen.</translation>
    </message>
    <message>
        <source>The proxy wants a user name and password (407). Ask whoever runs the network.</source>
        <translation>Der Proxy verlangt Benutzername und Passwort (407). Die Netzwerkverwaltung fragen.</translation>
    </message>
    <message>
        <source>The message is too large for the server (413). Send less.</source>
        <translation>Die Nachricht ist zu groß für den Server (413). Weniger senden.</translation>
    </message>
    <message>
        <source>The server has too much to do (429). Try again in {seconds} s.</source>
        <translation>Der Server hat zu viel zu tun (429). In {seconds} s erneut versuchen.</translation>
    </message>
    <message>
        <source>The server has too much to do (429). Try again in a while.</source>
        <translation>Der Server hat zu viel zu tun (429). Später erneut versuchen.</translation>
    </message>
    <message>
        <source>The server is busy or still starting (503). Try again in a while.</source>
        <translation>Der Server ist beschäftigt oder startet noch (503). Später erneut versuchen.</translation>
    </message>
    <message>
        <source>The conversation is longer than the model&apos;s context. Start a new chat.</source>
        <translation>Die Unterhaltung ist länger als der Kontext des Modells. Einen neuen Chat beginnen.</translation>
    </message>
    <message>
        <source>The server reported an internal error ({status}).</source>
        <translation>Der Server hat einen internen Fehler gemeldet ({status}).</translation>
    </message>
    <message>
        <source>The model server refused: {reason}</source>
        <translation>Der Modellserver hat abgelehnt: {reason}</translation>
    </message>
    <message>
        <source>The model server refused without a reason ({status}).</source>
        <translation>Der Modellserver hat ohne Begründung abgelehnt ({status}).</translation>
    </message>
    <message>
        <source>The reply was cut short: the connection broke. Try again.</source>
        <translation>Die Antwort brach ab: Die Verbindung wurde getrennt. Erneut versuchen.</translation>
    </message>
    <message>
        <source>The server stopped sending in the middle of the reply. Try again.</source>
        <translation>Der Server hat mitten in der Antwort aufgehört. Erneut versuchen.</translation>
    </message>
    <message>
        <source>The reply was too long and was stopped. What arrived is kept.</source>
        <translation>Die Antwort war zu lang und wurde gestoppt. Was ankam, bleibt.</translation>
    </message>
    <message>
        <source>The server sent a line that is too long to be a reply. Check the address.</source>
        <translation>Der Server hat eine Zeile gesendet, die für eine Antwort zu lang ist. Adresse prüfen.</translation>
    </message>
    <message>
        <source>The server sent something that is not a reply. Try again.</source>
        <translation>Der Server hat etwas gesendet, das keine Antwort ist. Erneut versuchen.</translation>
    </message>
    <message>
        <source>The application ended while this reply arrived. Try again.</source>
        <translation>Die Anwendung wurde beendet, während diese Antwort eintraf. Erneut versuchen.</translation>
    </message>
    <message>
        <source>The built-in engine is not installed. Run “make run” to install it.</source>
        <translation>Die eingebaute Engine ist nicht installiert. „make run“ ausführen, um sie zu installieren.</translation>
    </message>
    <message>
        <source>The model file {path} is not there. Choose another file.</source>
        <translation>Die Modelldatei {path} ist nicht da. Eine andere Datei wählen.</translation>
    </message>
    <message>
        <source>{path} is not a GGUF model file. Choose another file.</source>
        <translation>{path} ist keine GGUF-Modelldatei. Eine andere Datei wählen.</translation>
    </message>
    <message>
        <source>The model file {path} cannot be read. Check its permissions.</source>
        <translation>Die Modelldatei {path} ist nicht lesbar. Ihre Rechte prüfen.</translation>
    </message>
    <message>
        <source>The built-in engine could not start. Choose another model, or try again.</source>
        <translation>Die eingebaute Engine konnte nicht starten. Ein anderes Modell wählen oder erneut versuchen.</translation>
    </message>
    <message>
        <source>The disk is full: chats are not being saved. Free some space in {path}.</source>
        <translation>Der Datenträger ist voll: Chats werden nicht gespeichert. In {path} Platz schaffen.</translation>
    </message>
    <message>
        <source>The chats were damaged. What could be read is here: chats {chats}, messages {turns}. The damaged file is kept as {path}.</source>
        <translation>Die Chats waren beschädigt. Was lesbar war, ist hier: Chats {chats}, Nachrichten {turns}. Die beschädigte Datei bleibt als {path}.</translation>
    </message>
    <message>
        <source>{path} was moved or deleted while it was open. Nothing is saved; start the application again.</source>
        <translation>{path} wurde verschoben oder gelöscht, während es offen war. Nichts wird gespeichert; die Anwendung neu starten.</translation>
    </message>
    <message>
        <source>{path} was made by a newer version. Nothing is saved; update the application.</source>
        <translation>{path} stammt von einer neueren Version. Nichts wird gespeichert; die Anwendung aktualisieren.</translation>
    </message>
    <message>
        <source>Another program is using the chats in {path}. Close it, then try again.</source>
        <translation>Ein anderes Programm verwendet die Chats in {path}. Es schließen, dann erneut versuchen.</translation>
    </message>
    <message>
        <source>The chats in {path} are damaged. Nothing is saved until the file is moved away.</source>
        <translation>Die Chats in {path} sind beschädigt. Nichts wird gespeichert, bis die Datei woanders liegt.</translation>
    </message>
    <message>
        <source>{path} can be changed by others or is a link. Nothing is saved there.</source>
        <translation>{path} ist von anderen änderbar oder eine Verknüpfung. Dort wird nichts gespeichert.</translation>
    </message>
    <message>
        <source>Chats cannot be saved in {path}. Check that the folder can be written.</source>
        <translation>Chats lassen sich in {path} nicht speichern. Prüfen, ob der Ordner beschreibbar ist.</translation>
    </message>
    <message>
        <source>The key would go unencrypted over the network to {url}, so nothing was sent. Use https, or remove the key.</source>
        <translation>Der Schlüssel ginge unverschlüsselt durchs Netzwerk zu {url}, daher wurde nichts gesendet. https verwenden oder den Schlüssel entfernen.</translation>
    </message>
    <message>
        <source>The header “{name}” is set by the connection or the key itself. Take it out.</source>
        <translation>Den Header „{name}“ setzt die Verbindung oder der Schlüssel selbst. Ihn weglassen.</translation>
    </message>
    <message>
        <source>The header “{name}” has characters that no header has. Use letters, digits and “-” for its name, and ASCII for its value.</source>
        <translation>Der Header „{name}“ enthält Zeichen, die kein Header hat. Für den Namen Buchstaben, Ziffern und „-“ verwenden, für den Wert ASCII.</translation>
    </message>
    <message>
        <source>The certificates in {path} are not there. Choose another file.</source>
        <translation>Die Zertifikate in {path} sind nicht da. Eine andere Datei wählen.</translation>
    </message>
    <message>
        <source>{path} has no certificates in PEM format. Choose another file.</source>
        <translation>{path} enthält keine Zertifikate im PEM-Format. Eine andere Datei wählen.</translation>
    </message>
    <message>
        <source>The certificates in {path} cannot be read. Check its permissions.</source>
        <translation>Die Zertifikate in {path} sind nicht lesbar. Ihre Rechte prüfen.</translation>
    </message>
    <message>
        <source>The settings in {path} could not be read; the defaults hold. The file is kept as {kept}.</source>
        <translation>Die Einstellungen in {path} waren nicht lesbar; es gelten die Standardwerte. Die Datei bleibt als {kept}.</translation>
    </message>
    <message>
        <source>The settings in {path} cannot be read; the defaults hold.</source>
        <translation>Die Einstellungen in {path} sind nicht lesbar; es gelten die Standardwerte.</translation>
    </message>
    <message>
        <source>The settings in {path} have no usable value for “{key}”; the default holds.</source>
        <translation>Die Einstellungen in {path} haben keinen brauchbaren Wert für „{key}“; es gilt der Standardwert.</translation>
    </message>
    <message>
        <source>The settings in {path} were made by a newer version. Changes hold until the application ends.</source>
        <translation>Die Einstellungen in {path} stammen von einer neueren Version. Änderungen gelten, bis die Anwendung endet.</translation>
    </message>
    <message>
        <source>The settings cannot be saved in {path}. Check the free space there.</source>
        <translation>Die Einstellungen lassen sich in {path} nicht speichern. Dort den freien Platz prüfen.</translation>
    </message>
    <message>
        <source>The start with your session cannot be changed in {path}.</source>
        <translation>Der Start mit der Sitzung lässt sich in {path} nicht ändern.</translation>
    </message>
    <message>
        <source>{path} is not there. Choose the appsettings.json of TARS.</source>
        <translation>{path} ist nicht da. Die appsettings.json von TARS wählen.</translation>
    </message>
    <message>
        <source>{path} is not JSON from line {line} on. Mend it, then try again.</source>
        <translation>{path} ist ab Zeile {line} kein JSON. Berichtigen, dann erneut versuchen.</translation>
    </message>
    <message>
        <source>{path} is not a text file. Choose the appsettings.json of TARS.</source>
        <translation>{path} ist keine Textdatei. Die appsettings.json von TARS wählen.</translation>
    </message>
    <message>
        <source>{path} is not a file. Choose the appsettings.json of TARS.</source>
        <translation>{path} ist keine Datei. Die appsettings.json von TARS wählen.</translation>
    </message>
    <message>
        <source>{path} is too large for settings. Choose the appsettings.json of TARS.</source>
        <translation>{path} ist für Einstellungen zu groß. Die appsettings.json von TARS wählen.</translation>
    </message>
    <message>
        <source>{path} cannot be written; it is as it was. Check its permissions.</source>
        <translation>{path} ist nicht beschreibbar; es bleibt, wie es war. Die Rechte prüfen.</translation>
    </message>
    <message>
        <source>{path} cannot be read. Check its permissions.</source>
        <translation>{path} ist nicht lesbar. Die Rechte prüfen.</translation>
    </message>
    <message>
        <source>There are no chats to export.</source>
        <translation>Es gibt keine Chats zum Exportieren.</translation>
    </message>
    <message>
        <source>There is no such chat to export. Chats in the list: {count}.</source>
        <translation>Diesen Chat gibt es nicht zum Exportieren. Chats in der Liste: {count}.</translation>
    </message>
    <message>
        <source>{path} is not a file that can be replaced. Choose another name.</source>
        <translation>{path} ist keine Datei, die ersetzt werden kann. Einen anderen Namen wählen.</translation>
    </message>
    <message>
        <source>The disk is full: {path} was not written. Free some space there.</source>
        <translation>Der Datenträger ist voll: {path} wurde nicht geschrieben. Dort Platz schaffen.</translation>
    </message>
    <message>
        <source>{path} cannot be written. Check the folder and its permissions.</source>
        <translation>{path} ist nicht beschreibbar. Den Ordner und seine Rechte prüfen.</translation>
    </message>
    <message>
        <source>{path} is not there. Choose a file of chats.</source>
        <translation>{path} ist nicht da. Eine Datei mit Chats wählen.</translation>
    </message>
    <message>
        <source>{path} is not a file. Choose a file of chats.</source>
        <translation>{path} ist keine Datei. Eine Datei mit Chats wählen.</translation>
    </message>
    <message>
        <source>{path} is larger than the {megabytes}&#xa0;MB that an import takes.</source>
        <translation>{path} ist größer als die {megabytes}&#xa0;MB, die ein Import annimmt.</translation>
    </message>
    <message>
        <source>{path} is not JSON. Nothing was imported.</source>
        <translation>{path} ist kein JSON. Nichts wurde importiert.</translation>
    </message>
    <message>
        <source>{path} is nested too deep for a file of chats. Nothing was imported.</source>
        <translation>{path} ist für eine Datei mit Chats zu tief verschachtelt. Nichts wurde importiert.</translation>
    </message>
    <message>
        <source>{path} has the name “{found}” twice in one object. Nothing was imported.</source>
        <translation>{path} enthält den Namen „{found}“ zweimal in einem Objekt. Nichts wurde importiert.</translation>
    </message>
    <message>
        <source>{path} holds more than the {found} that an import takes.</source>
        <translation>{path} enthält mehr als die {found}, die ein Import annimmt.</translation>
    </message>
    <message>
        <source>{path} is not a file of chats in a known format. Nothing was imported.</source>
        <translation>{path} ist keine Datei mit Chats in einem bekannten Format. Nichts wurde importiert.</translation>
    </message>
    <message>
        <source>{path} was made by a newer version ({found}, known {version}). Update to read it.</source>
        <translation>{path} stammt von einer neueren Version ({found}, bekannt {version}). Zum Lesen aktualisieren.</translation>
    </message>
    <message>
        <source>{path} has no chats in it.</source>
        <translation>{path} enthält keine Chats.</translation>
    </message>
    <message>
        <source>{path} lacks {place}. Nothing was imported.</source>
        <translation>In {path} fehlt {place}. Nichts wurde importiert.</translation>
    </message>
    <message>
        <source>{path} has a value of the wrong type as {place}: {found}. Nothing was imported.</source>
        <translation>{path} hat einen Wert der falschen Art als {place}: {found}. Nichts wurde importiert.</translation>
    </message>
    <message>
        <source>{path} has an unknown role as {place}: {found}. Nothing was imported.</source>
        <translation>{path} hat eine unbekannte Rolle als {place}: {found}. Nichts wurde importiert.</translation>
    </message>
    <message>
        <source>{path} has a message that follows none before it: {place}. Nothing was imported.</source>
        <translation>{path} enthält eine Nachricht, die auf keine frühere folgt: {place}. Nichts wurde importiert.</translation>
    </message>
    <message>
        <source>{path} has an image that is no JPEG or PNG of usual size: {place}. Nothing was imported.</source>
        <translation>{path} enthält ein Bild, das kein JPEG oder PNG üblicher Größe ist: {place}. Nichts wurde importiert.</translation>
    </message>
    <message>
        <source>{path} has an attachment that was changed: {place}. Nothing was imported.</source>
        <translation>{path} enthält einen Anhang, der verändert wurde: {place}. Nichts wurde importiert.</translation>
    </message>
    <message>
        <source>{path} has a value that cannot be used as {place}: {found}. Nothing was imported.</source>
        <translation>{path} hat einen unbrauchbaren Wert als {place}: {found}. Nichts wurde importiert.</translation>
    </message>
    <message>
        <source>“{name}” is not there any more. Attach it from where it is now.</source>
        <translation>„{name}“ ist nicht mehr da. Von seinem jetzigen Ort anhängen.</translation>
    </message>
    <message>
        <source>“{name}” cannot be read. Check its permissions.</source>
        <translation>„{name}“ ist nicht lesbar. Die Rechte prüfen.</translation>
    </message>
    <message>
        <source>“{name}” is not a file. Attach the files in it one by one.</source>
        <translation>„{name}“ ist keine Datei. Die Dateien darin einzeln anhängen.</translation>
    </message>
    <message>
        <source>“{name}” is empty.</source>
        <translation>„{name}“ ist leer.</translation>
    </message>
    <message>
        <source>“{name}” is larger than {megabytes}&#xa0;MB. Attach the part that matters.</source>
        <translation>„{name}“ ist größer als {megabytes}&#xa0;MB. Den Teil anhängen, auf den es ankommt.</translation>
    </message>
    <message>
        <source>“{name}” takes about {found} tokens, and the model holds at most {limit}. Attach a part of it.</source>
        <translation>„{name}“ braucht etwa {found} Token, und das Modell fasst höchstens {limit}. Einen Teil davon anhängen.</translation>
    </message>
    <message>
        <source>A question takes at most {most} files. “{name}” was left out.</source>
        <translation>Eine Frage nimmt höchstens {most} Dateien an. „{name}“ wurde weggelassen.</translation>
    </message>
    <message>
        <source>“{name}” was too large to be kept while the application was closed. Attach it again.</source>
        <translation>„{name}“ war zu groß, um nach dem Beenden aufgehoben zu werden. Noch einmal anhängen.</translation>
    </message>
    <message>
        <source>“{name}” is neither text in UTF-8 or UTF-16, nor a picture, nor a PDF. Save it as one of these.</source>
        <translation>„{name}“ ist weder Text in UTF-8 oder UTF-16 noch ein Bild noch ein PDF. In einem davon speichern.</translation>
    </message>
    <message>
        <source>“{name}” is a picture, but no PNG or JPEG. Save it as one of these.</source>
        <translation>„{name}“ ist ein Bild, aber kein PNG oder JPEG. In einem davon speichern.</translation>
    </message>
    <message>
        <source>“{name}” is damaged or cut off: the picture cannot be shown.</source>
        <translation>„{name}“ ist beschädigt oder abgeschnitten: Das Bild ist nicht zu zeigen.</translation>
    </message>
    <message>
        <source>“{name}” has {millions} million pixels, more than {most_millions} million. Scale it down.</source>
        <translation>„{name}“ hat {millions} Millionen Pixel, mehr als {most_millions} Millionen. Verkleinern.</translation>
    </message>
    <message>
        <source>“{name}” is locked with a password. Attach a copy without one.</source>
        <translation>„{name}“ ist mit einem Passwort gesperrt. Eine Kopie ohne Passwort anhängen.</translation>
    </message>
    <message>
        <source>“{name}” has no text in it, only pictures of pages. Attach the pages as pictures.</source>
        <translation>„{name}“ enthält keinen Text, nur Bilder von Seiten. Die Seiten als Bilder anhängen.</translation>
    </message>
    <message>
        <source>“{name}” took too long to read. Attach only the pages that matter.</source>
        <translation>„{name}“ zu lesen dauerte zu lange. Nur die Seiten anhängen, auf die es ankommt.</translation>
    </message>
    <message>
        <source>“{name}” is damaged, or no PDF that can be read. Save it again.</source>
        <translation>„{name}“ ist beschädigt oder kein lesbares PDF. Neu speichern.</translation>
    </message>
    <message>
        <source>The temperature is a number from 0 to 2, such as 0.7.</source>
        <translation>Die Temperatur ist eine Zahl von 0 bis 2, etwa 0.7.</translation>
    </message>
    <message>
        <source>Top-p is a number above 0 and up to 1, such as 0.9.</source>
        <translation>Top-p ist eine Zahl über 0 und bis 1, etwa 0.9.</translation>
    </message>
    <message>
        <source>The context length is a whole number of tokens from 1 to {most}.</source>
        <translation>Die Kontextlänge ist eine ganze Zahl von Token von 1 bis {most}.</translation>
    </message>
    <message>
        <source>The length of a reply is a whole number of tokens from 1 to {most}.</source>
        <translation>Die Länge einer Antwort ist eine ganze Zahl von Token von 1 bis {most}.</translation>
    </message>
    <message>
        <source>The seed is a whole number, such as 42.</source>
        <translation>Der Seed ist eine ganze Zahl, etwa 42.</translation>
    </message>
    <message>
        <source>The time in memory is a duration such as 30s, 10m or 1h30m, 0 for not at all, or -1 for ever.</source>
        <translation>Die Zeit im Speicher ist eine Dauer wie 30s, 10m oder 1h30m, 0 für gar nicht oder -1 für immer.</translation>
    </message>
</context>
<context>
    <name>formats</name>
    <message>
        <source>{figure} tokens/s</source>
        <translation>{figure} Token/s</translation>
    </message>
    <message>
        <source>{count} token</source>
        <translation>{count} Token</translation>
    </message>
    <message>
        <source>{count} tokens</source>
        <translation>{count} Token</translation>
    </message>
    <message>
        <source>about {tokens}</source>
        <translation>etwa {tokens}</translation>
    </message>
    <message>
        <source>{count} s left</source>
        <translation>noch {count} s</translation>
    </message>
    <message>
        <source>{count} min left</source>
        <translation>noch {count} min</translation>
    </message>
    <message>
        <source>{count} h left</source>
        <translation>noch {count} h</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Gestern</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>Letzte 7 Tage</translation>
    </message>
</context>
<context>
    <name>health</name>
    <message>
        <source>Whether there is a GPU is not known yet.</source>
        <translation>Ob es eine GPU gibt, ist noch nicht bekannt.</translation>
    </message>
    <message>
        <source>It answers and is not throttled.</source>
        <translation>Sie antwortet und wird nicht gedrosselt.</translation>
    </message>
    <message>
        <source>Asleep to save power; the first model that needs it wakes it.</source>
        <translation>Schläft, um Strom zu sparen; das erste Modell, das sie braucht, weckt sie.</translation>
    </message>
    <message>
        <source>No GPU here. Models run on the CPU, which is slower.</source>
        <translation>Keine GPU hier. Modelle laufen auf der CPU, das ist langsamer.</translation>
    </message>
    <message>
        <source>The GPU was not asked yet.</source>
        <translation>Die GPU wurde noch nicht gefragt.</translation>
    </message>
    <message>
        <source>It is too hot ({celsius} °C) and runs slower. Check its fans and the airflow.</source>
        <translation>Sie ist zu heiß ({celsius} °C) und läuft langsamer. Lüfter und Luftstrom prüfen.</translation>
    </message>
    <message>
        <source>Its power supply cannot keep up, so it runs slower. Check cables and supply.</source>
        <translation>Ihr Netzteil kommt nicht nach, daher läuft sie langsamer. Kabel und Netzteil prüfen.</translation>
    </message>
    <message>
        <source>The GPU&apos;s driver is not loaded. Install it or load it, then check again.</source>
        <translation>Der Treiber der GPU ist nicht geladen. Installieren oder laden, dann erneut prüfen.</translation>
    </message>
    <message>
        <source>The driver was updated while the old one still runs. Restart the computer.</source>
        <translation>Der Treiber wurde aktualisiert, während der alte noch läuft. Den Computer neu starten.</translation>
    </message>
    <message>
        <source>It was there and answers no more. Check power and cables, then restart.</source>
        <translation>Sie war da und antwortet nicht mehr. Strom und Kabel prüfen, dann neu starten.</translation>
    </message>
    <message>
        <source>The GPU has to be reset before it can be used again.</source>
        <translation>Die GPU muss zurückgesetzt werden, bevor sie wieder benutzbar ist.</translation>
    </message>
    <message>
        <source>Your user may not read the GPU. Check the rights of its devices.</source>
        <translation>Dieser Benutzer darf die GPU nicht lesen. Die Rechte ihrer Geräte prüfen.</translation>
    </message>
    <message>
        <source>The GPU&apos;s driver does not answer. Its figures are not known.</source>
        <translation>Der Treiber der GPU antwortet nicht. Ihre Werte sind nicht bekannt.</translation>
    </message>
    <message>
        <source>The GPU could not be read: {evidence}</source>
        <translation>Die GPU war nicht lesbar: {evidence}</translation>
    </message>
    <message>
        <source>The model is on the GPU.</source>
        <translation>Das Modell ist auf der GPU.</translation>
    </message>
    <message>
        <source>{percent} % of the model is on the GPU, the rest on the CPU. A smaller one would be faster.</source>
        <translation>{percent} % des Modells sind auf der GPU, der Rest auf der CPU. Ein kleineres wäre schneller.</translation>
    </message>
    <message>
        <source>The model is on a GPU that this computer&apos;s drivers do not report.</source>
        <translation>Das Modell ist auf einer GPU, die die Treiber dieses Computers nicht melden.</translation>
    </message>
    <message>
        <source>The container sees the GPU. No model is loaded.</source>
        <translation>Der Container sieht die GPU. Kein Modell ist geladen.</translation>
    </message>
    <message>
        <source>There is a graphics card, but the model is on the CPU. Reload it.</source>
        <translation>Es gibt eine Grafikkarte, aber das Modell ist auf der CPU. Neu laden.</translation>
    </message>
    <message>
        <source>The graphics card stops at the container. Replies come from the CPU until it is restarted.</source>
        <translation>Die Grafikkarte endet am Container. Antworten kommen von der CPU, bis er neu gestartet wird.</translation>
    </message>
    <message>
        <source>The server says that the model is on the GPU, but its memory is not there. Reload it.</source>
        <translation>Der Server sagt, das Modell sei auf der GPU, aber sein Speicher ist nicht dort. Neu laden.</translation>
    </message>
    <message>
        <source>The graphics card stops at Docker. It cannot hand it on without the vendor&apos;s container toolkit.</source>
        <translation>Die Grafikkarte endet an Docker. Es kann sie ohne das Container-Toolkit des Herstellers nicht weiterreichen.</translation>
    </message>
    <message>
        <source>Docker is set up for a graphics card that this computer does not report. Load its driver.</source>
        <translation>Docker ist für eine Grafikkarte eingerichtet, die dieser Computer nicht meldet. Ihren Treiber laden.</translation>
    </message>
    <message>
        <source>There is a graphics card. Nothing runs that could use it.</source>
        <translation>Es gibt eine Grafikkarte. Nichts läuft, das sie nutzen könnte.</translation>
    </message>
    <message>
        <source>The stack is set to use the CPU.</source>
        <translation>Der Stack ist auf die CPU eingestellt.</translation>
    </message>
    <message>
        <source>Takes about 20 s. Chats are kept.</source>
        <translation>Dauert etwa 20 s. Chats bleiben erhalten.</translation>
    </message>
    <message>
        <source>GPU lost in the container</source>
        <translation>GPU im Container verloren</translation>
    </message>
    <message>
        <source>The model is not on the GPU</source>
        <translation>Das Modell ist nicht auf der GPU</translation>
    </message>
    <message>
        <source>The model runs on the CPU</source>
        <translation>Das Modell läuft auf der CPU</translation>
    </message>
    <message>
        <source>GPU lost</source>
        <translation>GPU verloren</translation>
    </message>
    <message>
        <source>Docker cannot use the GPU</source>
        <translation>Docker kann die GPU nicht nutzen</translation>
    </message>
    <message>
        <source>Open to your network</source>
        <translation>Offen fürs Netzwerk</translation>
    </message>
    <message>
        <source>The disk is full</source>
        <translation>Der Datenträger ist voll</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>Engine</translation>
    </message>
    <message>
        <source>Stack</source>
        <translation>Stack</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>GPU</source>
        <translation>GPU</translation>
    </message>
    <message>
        <source>GPU truth</source>
        <translation>GPU-Kette</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>Anbieter</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>Datenträger</translation>
    </message>
    <message>
        <source>Exposure</source>
        <translation>Erreichbarkeit</translation>
    </message>
    <message>
        <source>Keyring</source>
        <translation>Schlüsselbund</translation>
    </message>
    <message>
        <source>Docker was not asked yet.</source>
        <translation>Docker wurde noch nicht gefragt.</translation>
    </message>
    <message>
        <source>Running.</source>
        <translation>Läuft.</translation>
    </message>
    <message>
        <source>An operation is under way.</source>
        <translation>Ein Vorgang läuft.</translation>
    </message>
    <message>
        <source>Off. Start it to use the model runner.</source>
        <translation>Aus. Zum Nutzen des Model Runners starten.</translation>
    </message>
    <message>
        <source>The server fails its health check. Its log may say why.</source>
        <translation>Der Server besteht seine Zustandsprüfung nicht. Sein Protokoll sagt vielleicht, warum.</translation>
    </message>
    <message>
        <source>Ollama {evidence} has a hole through which others can read its memory. Pull a newer image.</source>
        <translation>Ollama {evidence} hat eine Lücke, durch die andere seinen Speicher lesen können. Ein neueres Image holen.</translation>
    </message>
    <message>
        <source>Not known while Docker does not answer.</source>
        <translation>Nicht bekannt, solange Docker nicht antwortet.</translation>
    </message>
    <message>
        <source>It answers.</source>
        <translation>Antwortet.</translation>
    </message>
    <message>
        <source>It took {seconds} s to answer, which is slow.</source>
        <translation>Brauchte {seconds} s zum Antworten, das ist langsam.</translation>
    </message>
    <message>
        <source>A model there is on the CPU, although there is a GPU. Reload it.</source>
        <translation>Ein Modell dort ist auf der CPU, obwohl es eine GPU gibt. Neu laden.</translation>
    </message>
    <message>
        <source>It was not asked yet.</source>
        <translation>Wurde noch nicht gefragt.</translation>
    </message>
    <message>
        <source>{free} GB free where the models live.</source>
        <translation>{free} GB frei, wo die Modelle liegen.</translation>
    </message>
    <message>
        <source>Only {free} GB free where the models live. Delete a model or make room.</source>
        <translation>Nur {free} GB frei, wo die Modelle liegen. Ein Modell löschen oder Platz schaffen.</translation>
    </message>
    <message>
        <source>{free} GB free where the models live: no model can be pulled.</source>
        <translation>{free} GB frei, wo die Modelle liegen: Kein Modell lässt sich herunterladen.</translation>
    </message>
    <message>
        <source>The space where the models live is not known.</source>
        <translation>Der freie Platz, wo die Modelle liegen, ist nicht bekannt.</translation>
    </message>
    <message>
        <source>Only this computer.</source>
        <translation>Nur dieser Computer.</translation>
    </message>
    <message>
        <source>Anyone in your network can use the server; it has no password.</source>
        <translation>Alle im Netzwerk können den Server nutzen; er hat kein Passwort.</translation>
    </message>
    <message>
        <source>Keys are in the system&apos;s keyring.</source>
        <translation>Schlüssel liegen im Schlüsselbund des Systems.</translation>
    </message>
    <message>
        <source>The keyring is locked. Unlock it, then try again.</source>
        <translation>Der Schlüsselbund ist gesperrt. Entsperren, dann erneut versuchen.</translation>
    </message>
    <message>
        <source>There is no keyring. Keys are kept for this session only.</source>
        <translation>Es gibt keinen Schlüsselbund. Schlüssel gelten nur für diese Sitzung.</translation>
    </message>
    <message>
        <source>Well</source>
        <translation>In Ordnung</translation>
    </message>
    <message>
        <source>Busy</source>
        <translation>Beschäftigt</translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation>Braucht Aufmerksamkeit</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>Nicht bekannt</translation>
    </message>
    <message>
        <source>{percent} free</source>
        <translation>{percent} frei</translation>
    </message>
    <message>
        <source>1 model</source>
        <translation>1 Modell</translation>
    </message>
    <message>
        <source>{count} models</source>
        <translation>{count} Modelle</translation>
    </message>
    <message>
        <source>{models}, none loaded</source>
        <translation>{models}, keines geladen</translation>
    </message>
    <message>
        <source>{model} loaded</source>
        <translation>{model} geladen</translation>
    </message>
    <message>
        <source>{model} on the CPU</source>
        <translation>{model} auf der CPU</translation>
    </message>
    <message>
        <source>{model} on the GPU</source>
        <translation>{model} auf der GPU</translation>
    </message>
    <message>
        <source>{model}, {percent} on the GPU</source>
        <translation>{model}, {percent} auf der GPU</translation>
    </message>
    <message>
        <source>Checked just now</source>
        <translation>Gerade geprüft</translation>
    </message>
    <message>
        <source>Checked {count} s ago</source>
        <translation>Vor {count} s geprüft</translation>
    </message>
    <message>
        <source>Checked {count} min ago</source>
        <translation>Vor {count} min geprüft</translation>
    </message>
    <message>
        <source>not told</source>
        <translation>nicht angegeben</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <source>On the host</source>
        <translation>Auf dem Host</translation>
    </message>
    <message>
        <source>In the engine</source>
        <translation>In der Engine</translation>
    </message>
    <message>
        <source>In the container</source>
        <translation>Im Container</translation>
    </message>
    <message>
        <source>Used by the model</source>
        <translation>Vom Modell genutzt</translation>
    </message>
    <message>
        <source>Driver {version}</source>
        <translation>Treiber {version}</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>Not read</source>
        <translation>Nicht gelesen</translation>
    </message>
    <message>
        <source>Runtime “{name}”</source>
        <translation>Runtime „{name}“</translation>
    </message>
    <message>
        <source>No runtime</source>
        <translation>Keine Runtime</translation>
    </message>
    <message>
        <source>Does not run</source>
        <translation>Läuft nicht</translation>
    </message>
    <message>
        <source>None loaded</source>
        <translation>Keines geladen</translation>
    </message>
    <message>
        <source>{part} of {all}</source>
        <translation>{part} von {all}</translation>
    </message>
</context>
<context>
    <name>keys</name>
    <message>
        <source>No keyring is running here. Start one, or keep the key for this session or in a plain file.</source>
        <translation>Hier läuft kein Schlüsselbund. Einen starten oder den Schlüssel nur für diese Sitzung oder in einer unverschlüsselten Datei aufbewahren.</translation>
    </message>
    <message>
        <source>The keyring is locked. Unlock it to use the key in it.</source>
        <translation>Der Schlüsselbund ist gesperrt. Entsperren, um den Schlüssel darin zu nutzen.</translation>
    </message>
    <message>
        <source>The keyring was not unlocked, or denied access. Unlock it, then try again.</source>
        <translation>Der Schlüsselbund wurde nicht entsperrt oder hat den Zugriff verweigert. Entsperren, dann erneut versuchen.</translation>
    </message>
    <message>
        <source>The keyring did not answer. Look for its question on the screen, then try again.</source>
        <translation>Der Schlüsselbund hat nicht geantwortet. Seine Frage auf dem Bildschirm suchen, dann erneut versuchen.</translation>
    </message>
    <message>
        <source>The keyring failed while it was asked. Try again.</source>
        <translation>Der Schlüsselbund ist bei der Anfrage ausgefallen. Erneut versuchen.</translation>
    </message>
    <message>
        <source>The key is no longer in {place}. Enter it again.</source>
        <translation>Der Schlüssel ist nicht mehr in {place}. Neu eingeben.</translation>
    </message>
    <message>
        <source>The keyring did not keep the key as it was. Keep it for this session, or in a plain file.</source>
        <translation>Der Schlüsselbund hat den Schlüssel nicht unverändert behalten. Für diese Sitzung oder in einer unverschlüsselten Datei aufbewahren.</translation>
    </message>
    <message>
        <source>The key cannot be saved in {path}. Check that the folder can be written.</source>
        <translation>Der Schlüssel lässt sich in {path} nicht speichern. Prüfen, ob der Ordner beschreibbar ist.</translation>
    </message>
    <message>
        <source>The keys in {path} cannot be read. Check that file, then try again.</source>
        <translation>Die Schlüssel in {path} sind nicht lesbar. Diese Datei prüfen, dann erneut versuchen.</translation>
    </message>
    <message>
        <source>The old key could not be deleted from {place}. Try again.</source>
        <translation>Der alte Schlüssel war aus {place} nicht zu löschen. Erneut versuchen.</translation>
    </message>
    <message>
        <source>the keyring</source>
        <translation>dem Schlüsselbund</translation>
    </message>
    <message>
        <source>KWallet</source>
        <translation>KWallet</translation>
    </message>
    <message>
        <source>the macOS keychain</source>
        <translation>dem macOS-Schlüsselbund</translation>
    </message>
    <message>
        <source>Windows Credential Manager</source>
        <translation>der Windows-Anmeldeinformationsverwaltung</translation>
    </message>
    <message>
        <source>the file of keys</source>
        <translation>der Schlüsseldatei</translation>
    </message>
    <message>
        <source>Still waiting for the keyring. It may be asking for its password.</source>
        <translation>Der Schlüsselbund wird noch erwartet. Vielleicht fragt er nach seinem Passwort.</translation>
    </message>
    <message>
        <source>Asking the keyring…</source>
        <translation>Der Schlüsselbund wird gefragt…</translation>
    </message>
    <message>
        <source>No key.</source>
        <translation>Kein Schlüssel.</translation>
    </message>
    <message>
        <source>The key is kept until the application ends.</source>
        <translation>Der Schlüssel bleibt, bis die Anwendung endet.</translation>
    </message>
    <message>
        <source>The key is kept unencrypted in the file of keys.</source>
        <translation>Der Schlüssel liegt unverschlüsselt in der Schlüsseldatei.</translation>
    </message>
    <message>
        <source>The key is kept in {place}.</source>
        <translation>Der Schlüssel liegt in {place}.</translation>
    </message>
    <message>
        <source>The key is not saved.</source>
        <translation>Der Schlüssel ist nicht gespeichert.</translation>
    </message>
    <message>
        <source>The key will stand unencrypted in {path}. Every program that you run can read it, and so can whoever reads a backup. Type “{word}” to keep it there.</source>
        <translation>Der Schlüssel steht dann unverschlüsselt in {path}. Jedes Programm dieses Benutzers kann ihn lesen, ebenso, wer eine Sicherung liest. Zum Aufbewahren „{word}“ eingeben.</translation>
    </message>
    <message>
        <source>unencrypted</source>
        <translation>unverschlüsselt</translation>
    </message>
</context>
<context>
    <name>links</name>
    <message>
        <source>This link cannot be opened from here.</source>
        <translation>Dieser Link lässt sich von hier nicht öffnen.</translation>
    </message>
</context>
<context>
    <name>models</name>
    <message>
        <source>Delete {model}?</source>
        <translation>{model} löschen?</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>&amp;Löschen</translation>
    </message>
    <message>
        <source>A chat is being answered by it; that reply would stop.</source>
        <translation>Ein Chat bekommt gerade eine Antwort davon; sie würde abbrechen.</translation>
    </message>
    <message>
        <source>It takes {size} on the disk.</source>
        <translation>Es belegt {size} auf dem Datenträger.</translation>
    </message>
    <message>
        <source>It is loaded, and is taken out of memory first.</source>
        <translation>Es ist geladen und wird zuerst aus dem Speicher genommen.</translation>
    </message>
    <message>
        <source>It is the default: new chats use the first of the other models then.</source>
        <translation>Es ist der Standard: Neue Chats verwenden dann das erste der anderen Modelle.</translation>
    </message>
    <message>
        <source>You can undo this for {seconds} s; after that it has to be pulled again.</source>
        <translation>Das lässt sich {seconds} s lang rückgängig machen; danach muss es neu heruntergeladen werden.</translation>
    </message>
    <message>
        <source>Custom</source>
        <translation>Eigene</translation>
    </message>
    <message>
        <source>{count} set</source>
        <translation>{count} gesetzt</translation>
    </message>
    <message>
        <source>Takes {size} of VRAM</source>
        <translation>Belegt {size} VRAM</translation>
    </message>
    <message>
        <source>Would leave {size} of VRAM free</source>
        <translation>Ließe {size} VRAM frei</translation>
    </message>
    <message>
        <source>{size} of VRAM too much beside what is there now</source>
        <translation>{size} VRAM zu viel neben dem, was jetzt dort ist</translation>
    </message>
    <message>
        <source>Would run on the GPU in part</source>
        <translation>Liefe teilweise auf der GPU</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>Quant.</source>
        <translation>Quant.</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>Kontext</translation>
    </message>
    <message>
        <source>Can do</source>
        <translation>Kann</translation>
    </message>
    <message>
        <source>Last used</source>
        <translation>Zuletzt benutzt</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>Standard</translation>
    </message>
    <message>
        <source>Embeds</source>
        <translation>Embeddings</translation>
    </message>
    <message>
        <source>Update available</source>
        <translation>Update verfügbar</translation>
    </message>
    <message>
        <source>{minutes} min {seconds} s left</source>
        <translation>noch {minutes} min {seconds} s</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>Wird geladen…</translation>
    </message>
    <message>
        <source>Unloading…</source>
        <translation>Wird entladen…</translation>
    </message>
    <message>
        <source>Deleting…</source>
        <translation>Wird gelöscht…</translation>
    </message>
    <message>
        <source>Runs on {host}</source>
        <translation>Läuft auf {host}</translation>
    </message>
    <message>
        <source>Larger than the GPU</source>
        <translation>Größer als die GPU</translation>
    </message>
    <message>
        <source>Not loaded</source>
        <translation>Nicht geladen</translation>
    </message>
    <message>
        <source>Loaded</source>
        <translation>Geladen</translation>
    </message>
    <message>
        <source>Loaded, on the CPU</source>
        <translation>Geladen, auf der CPU</translation>
    </message>
    <message>
        <source>Loaded, {percent} GPU</source>
        <translation>Geladen, {percent} GPU</translation>
    </message>
    <message>
        <source>chat</source>
        <translation>chatten</translation>
    </message>
    <message>
        <source>use tools</source>
        <translation>Werkzeuge nutzen</translation>
    </message>
    <message>
        <source>see pictures</source>
        <translation>Bilder sehen</translation>
    </message>
    <message>
        <source>think first</source>
        <translation>erst nachdenken</translation>
    </message>
    <message>
        <source>fill in code</source>
        <translation>Code ergänzen</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Nie</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>{count} min ago</source>
        <translation>vor {count} min</translation>
    </message>
    <message>
        <source>{count} h ago</source>
        <translation>vor {count} h</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Gestern</translation>
    </message>
    <message>
        <source>{count} days ago</source>
        <translation>vor {count} Tagen</translation>
    </message>
    <message>
        <source>d MMM</source>
        <translation>d. MMM</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <translation>d. MMM yyyy</translation>
    </message>
</context>
<context>
    <name>notices</name>
    <message>
        <source>The stack could not do what it was asked</source>
        <translation>Der Stack konnte nicht, was verlangt war</translation>
    </message>
    <message>
        <source>{model} is ready</source>
        <translation>{model} ist bereit</translation>
    </message>
    <message>
        <source>{model} could not be pulled</source>
        <translation>{model} konnte nicht heruntergeladen werden</translation>
    </message>
    <message>
        <source>The stack has ended by itself</source>
        <translation>Der Stack hat von selbst aufgehört</translation>
    </message>
    <message>
        <source>{model} did not answer to the end</source>
        <translation>{model} hat nicht zu Ende geantwortet</translation>
    </message>
    <message>
        <source>The model</source>
        <translation>Das Modell</translation>
    </message>
    <message>
        <source>{model} has answered</source>
        <translation>{model} hat geantwortet</translation>
    </message>
    <message>
        <source>The GPU is lost</source>
        <translation>Die GPU ist verloren</translation>
    </message>
    <message>
        <source>{provider} does not answer</source>
        <translation>{provider} antwortet nicht</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
</context>
<context>
    <name>pulls</name>
    <message>
        <source>The list of downloads cannot be saved in {path}. They go on, but a restart would forget them. Check the free space there.</source>
        <translation>Die Liste der Downloads lässt sich in {path} nicht speichern. Sie laufen weiter, aber ein Neustart würde sie vergessen. Dort den freien Platz prüfen.</translation>
    </message>
    <message>
        <source>The registry has no model “{model}”. Check the spelling and the tag, or look it up in the library.</source>
        <translation>Das Verzeichnis hat kein Modell „{model}“. Schreibweise und Tag prüfen oder in der Bibliothek nachsehen.</translation>
    </message>
    <message>
        <source>The registry does not give “{model}” out: it is private, needs consent first, or does not exist. Check the spelling and your access.</source>
        <translation>Das Verzeichnis gibt „{model}“ nicht heraus: Es ist privat, braucht erst eine Zustimmung, oder es gibt es nicht. Schreibweise und Zugang prüfen.</translation>
    </message>
    <message>
        <source>The model server runs, but cannot reach the registry. Check its network, then try again.</source>
        <translation>Der Modellserver läuft, erreicht aber das Verzeichnis nicht. Sein Netzwerk prüfen, dann erneut versuchen.</translation>
    </message>
    <message>
        <source>The registry has had too many requests from here. Try again in a few minutes.</source>
        <translation>Das Verzeichnis hat von hier zu viele Anfragen bekommen. In einigen Minuten erneut versuchen.</translation>
    </message>
    <message>
        <source>“{model}” needs a newer model server. Update the server, then try again.</source>
        <translation>„{model}“ braucht einen neueren Modellserver. Den Server aktualisieren, dann erneut versuchen.</translation>
    </message>
    <message>
        <source>What was downloaded of “{model}” is damaged: its checksum is wrong. Try again; if it happens again, check the disk of the server.</source>
        <translation>Was von „{model}“ heruntergeladen wurde, ist beschädigt: Die Prüfsumme stimmt nicht. Erneut versuchen; falls es wieder geschieht, den Datenträger des Servers prüfen.</translation>
    </message>
    <message>
        <source>The model server cannot run “{model}”: it is of another kind. Choose another model.</source>
        <translation>Der Modellserver kann „{model}“ nicht ausführen: Es ist von anderer Art. Ein anderes Modell wählen.</translation>
    </message>
    <message>
        <source>“{model}” could not be pulled: {reason}</source>
        <translation>„{model}“ konnte nicht heruntergeladen werden: {reason}</translation>
    </message>
    <message>
        <source>“{model}” could not be pulled, and the server gave no reason. Try again.</source>
        <translation>„{model}“ konnte nicht heruntergeladen werden, und der Server nannte keinen Grund. Erneut versuchen.</translation>
    </message>
    <message>
        <source>The disk is full: {needed} needed, {free} free. Delete a model or choose another disk. Resuming keeps what was downloaded.</source>
        <translation>Der Datenträger ist voll: {needed} nötig, {free} frei. Ein Modell löschen oder einen anderen Datenträger wählen. Beim Fortsetzen bleibt, was heruntergeladen ist.</translation>
    </message>
    <message>
        <source>The disk of the server is full: {needed} needed. Delete a model or choose another disk. Resuming keeps what was downloaded.</source>
        <translation>Der Datenträger des Servers ist voll: {needed} nötig. Ein Modell löschen oder einen anderen Datenträger wählen. Beim Fortsetzen bleibt, was heruntergeladen ist.</translation>
    </message>
    <message>
        <source>The disk of the server is full. Delete a model or choose another disk. Resuming keeps what was downloaded.</source>
        <translation>Der Datenträger des Servers ist voll. Ein Modell löschen oder einen anderen Datenträger wählen. Beim Fortsetzen bleibt, was heruntergeladen ist.</translation>
    </message>
    <message>
        <source>“{model}” is being pulled; cancel the pull first.</source>
        <translation>„{model}“ wird heruntergeladen; den Download erst abbrechen.</translation>
    </message>
    <message>
        <source>“{model}” has several names on this server. Delete the other names first.</source>
        <translation>„{model}“ hat auf diesem Server mehrere Namen. Erst die anderen Namen löschen.</translation>
    </message>
    <message>
        <source>“{model}” is in use. Unload it or wait for its reply, then try again.</source>
        <translation>„{model}“ wird benutzt. Entladen oder die Antwort abwarten, dann erneut versuchen.</translation>
    </message>
    <message>
        <source>Waiting its turn</source>
        <translation>Wartet, bis es an der Reihe ist</translation>
    </message>
    <message>
        <source>Queued</source>
        <translation>In der Warteschlange</translation>
    </message>
    <message>
        <source>The server has not begun yet. It may be busy with other downloads, or its registry slow.</source>
        <translation>Der Server hat noch nicht begonnen. Vielleicht lädt er anderes herunter, oder seine Registry ist langsam.</translation>
    </message>
    <message>
        <source>Looking up the model</source>
        <translation>Sucht das Modell</translation>
    </message>
    <message>
        <source>Pulling</source>
        <translation>Lädt herunter</translation>
    </message>
    <message>
        <source>Downloading</source>
        <translation>Lädt herunter</translation>
    </message>
    <message>
        <source>Verifying</source>
        <translation>Prüft</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>Schreibt</translation>
    </message>
    <message>
        <source>Retrying</source>
        <translation>Versucht es erneut</translation>
    </message>
    <message>
        <source>the model server</source>
        <translation>der Modellserver</translation>
    </message>
    <message>
        <source>Waits for {provider}</source>
        <translation>Wartet auf {provider}</translation>
    </message>
    <message>
        <source>Waits</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>Nothing came any more: next try in {seconds} s</source>
        <translation>Es kam nichts mehr: nächster Versuch in {seconds} s</translation>
    </message>
    <message>
        <source>Connection lost: next try in {seconds} s</source>
        <translation>Verbindung verloren: nächster Versuch in {seconds} s</translation>
    </message>
    <message>
        <source>Next try in {seconds} s</source>
        <translation>Nächster Versuch in {seconds} s</translation>
    </message>
    <message>
        <source>{provider} does not answer. The download goes on by itself when it does.</source>
        <translation>{provider} antwortet nicht. Der Download geht von selbst weiter, sobald das wieder geht.</translation>
    </message>
    <message>
        <source>The model server does not answer. The download goes on by itself when it does.</source>
        <translation>Der Modellserver antwortet nicht. Der Download geht von selbst weiter, sobald das wieder geht.</translation>
    </message>
    <message>
        <source>What was downloaded stays on the server.</source>
        <translation>Was heruntergeladen wurde, bleibt auf dem Server.</translation>
    </message>
    <message>
        <source>The server compares checksums, which takes minutes for a large model.</source>
        <translation>Der Server vergleicht Prüfsummen; bei einem großen Modell dauert das Minuten.</translation>
    </message>
    <message>
        <source>Downloading again what the server had lost ({size})</source>
        <translation>Lädt erneut herunter, was der Server verloren hatte ({size})</translation>
    </message>
    <message>
        <source>It goes on where it was; what was downloaded stays on the server.</source>
        <translation>Es geht dort weiter, wo es war; was heruntergeladen wurde, bleibt auf dem Server.</translation>
    </message>
    <message>
        <source>{completed} of {total}</source>
        <translation>{completed} von {total}</translation>
    </message>
</context>
<context>
    <name>reply</name>
    <message>
        <source>Connecting</source>
        <translation>Verbindet</translation>
    </message>
    <message>
        <source>Loading the model</source>
        <translation>Lädt das Modell</translation>
    </message>
    <message>
        <source>Reading the prompt</source>
        <translation>Liest die Eingabe</translation>
    </message>
    <message>
        <source>Thinking</source>
        <translation>Denkt nach</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>Schreibt</translation>
    </message>
    <message>
        <source>Thinking…</source>
        <translation>Denkt nach…</translation>
    </message>
    <message>
        <source>Thoughts</source>
        <translation>Gedanken</translation>
    </message>
    <message>
        <source>Thought for {time}</source>
        <translation>{time} nachgedacht</translation>
    </message>
</context>
<context>
    <name>settings</name>
    <message>
        <source>OpenAI-compatible</source>
        <translation>OpenAI-kompatibel</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Not asked yet</source>
        <translation>Noch nicht gefragt</translation>
    </message>
    <message>
        <source>Available</source>
        <translation>Verfügbar</translation>
    </message>
    <message>
        <source>Testing…</source>
        <translation>Wird getestet…</translation>
    </message>
    <message>
        <source>Turned off</source>
        <translation>Ausgeschaltet</translation>
    </message>
    <message>
        <source>It is neither asked nor offered in the chat.</source>
        <translation>Er wird weder gefragt noch im Chat angeboten.</translation>
    </message>
    <message>
        <source>Not tested yet</source>
        <translation>Noch nicht getestet</translation>
    </message>
    <message>
        <source>Available: {server}, {models}, {time}</source>
        <translation>Verfügbar: {server}, {models}, {time}</translation>
    </message>
    <message>
        <source>TLS certificate valid until {date}</source>
        <translation>TLS-Zertifikat gültig bis {date}</translation>
    </message>
    <message>
        <source>It has no models yet. Pull one there to chat with it.</source>
        <translation>Noch keine Modelle. Zum Chatten dort eines herunterladen.</translation>
    </message>
    <message>
        <source>On this computer</source>
        <translation>Auf diesem Computer</translation>
    </message>
    <message>
        <source>Not encrypted: others in the network can read along</source>
        <translation>Unverschlüsselt: Andere im Netzwerk können mitlesen</translation>
    </message>
    <message>
        <source>1 model</source>
        <translation>1 Modell</translation>
    </message>
    <message>
        <source>{count} models</source>
        <translation>{count} Modelle</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Darstellung</translation>
    </message>
    <message>
        <source>Colors. Size and kind of the letters are those of your desktop.</source>
        <translation>Farben. Größe und Art der Schrift sind die des Desktops.</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>Chat</translation>
    </message>
    <message>
        <source>What chats do by themselves.</source>
        <translation>Was Chats von selbst tun.</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>Mitteilungen</translation>
    </message>
    <message>
        <source>What your desktop tells while no window of TARS is in front.</source>
        <translation>Was der Desktop meldet, während kein Fenster von TARS vorn ist.</translation>
    </message>
    <message>
        <source>General</source>
        <translation>Allgemein</translation>
    </message>
    <message>
        <source>The application as a whole.</source>
        <translation>Die Anwendung als Ganzes.</translation>
    </message>
    <message>
        <source>Stack</source>
        <translation>Stack</translation>
    </message>
    <message>
        <source>The model server in a container. Changes hold from its next start on.</source>
        <translation>Der Modellserver in einem Container. Änderungen gelten ab seinem nächsten Start.</translation>
    </message>
    <message>
        <source>Storage</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Everything stays on this computer, in files of yours.</source>
        <translation>Alles bleibt auf diesem Computer, in eigenen Dateien.</translation>
    </message>
</context>
<context>
    <name>setup</name>
    <message>
        <source>{model}, a usual first one, takes {size}.</source>
        <translation>{model}, ein übliches erstes, belegt {size}.</translation>
    </message>
    <message>
        <source>Fits</source>
        <translation>Passt</translation>
    </message>
    <message>
        <source>Does not fit</source>
        <translation>Passt nicht</translation>
    </message>
    <message>
        <source>A first model</source>
        <translation>Ein erstes Modell</translation>
    </message>
    <message>
        <source>{model} will answer.</source>
        <translation>{model} wird antworten.</translation>
    </message>
    <message>
        <source>None is installed there.</source>
        <translation>Dort ist keines installiert.</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Asking whether a model server answers there…</source>
        <translation>Es wird gefragt, ob dort ein Modellserver antwortet…</translation>
    </message>
    <message>
        <source>Docker&apos;s program</source>
        <translation>Das Docker-Programm</translation>
    </message>
    <message>
        <source>Docker Compose</source>
        <translation>Docker Compose</translation>
    </message>
    <message>
        <source>Docker&apos;s engine</source>
        <translation>Die Docker-Engine</translation>
    </message>
    <message>
        <source>Asking…</source>
        <translation>Wird gefragt…</translation>
    </message>
    <message>
        <source>Not checked yet</source>
        <translation>Noch nicht geprüft</translation>
    </message>
    <message>
        <source>It answers.</source>
        <translation>Antwortet.</translation>
    </message>
    <message>
        <source>It is installed.</source>
        <translation>Installiert.</translation>
    </message>
    <message>
        <source>It cannot be used yet.</source>
        <translation>Noch nicht benutzbar.</translation>
    </message>
    <message>
        <source>It is missing, or too old.</source>
        <translation>Fehlt oder ist zu alt.</translation>
    </message>
    <message>
        <source>It was not found.</source>
        <translation>Nicht gefunden.</translation>
    </message>
    <message>
        <source>The engine has it.</source>
        <translation>Die Engine hat es.</translation>
    </message>
    <message>
        <source>It could not be fetched.</source>
        <translation>Konnte nicht geholt werden.</translation>
    </message>
    <message>
        <source>It is being looked for or fetched.</source>
        <translation>Wird gesucht oder geholt.</translation>
    </message>
    <message>
        <source>It has to be fetched once.</source>
        <translation>Muss einmal geholt werden.</translation>
    </message>
    <message>
        <source>Port {port}</source>
        <translation>Port {port}</translation>
    </message>
    <message>
        <source>What answers there</source>
        <translation>Was dort antwortet</translation>
    </message>
    <message>
        <source>An Ollama: it can be used as it is.</source>
        <translation>Ein Ollama: Es lässt sich verwenden, wie es ist.</translation>
    </message>
    <message>
        <source>No model server: it cannot be used.</source>
        <translation>Kein Modellserver: Nicht verwendbar.</translation>
    </message>
    <message>
        <source>The engine is on another computer: its ports cannot be seen from here.</source>
        <translation>Die Engine ist auf einem anderen Computer: Ihre Ports sind von hier nicht zu sehen.</translation>
    </message>
    <message>
        <source>Nothing listens there.</source>
        <translation>Dort lauscht nichts.</translation>
    </message>
    <message>
        <source>Free</source>
        <translation>Frei</translation>
    </message>
    <message>
        <source>Taken</source>
        <translation>Belegt</translation>
    </message>
    <message>
        <source>Asking who listens there…</source>
        <translation>Es wird gefragt, wer dort lauscht…</translation>
    </message>
    <message>
        <source>Nothing else listens there.</source>
        <translation>Sonst lauscht dort nichts.</translation>
    </message>
    <message>
        <source>Held by another program.</source>
        <translation>Von einem anderen Programm belegt.</translation>
    </message>
    <message>
        <source>Held by the container {name}.</source>
        <translation>Vom Container {name} belegt.</translation>
    </message>
    <message>
        <source>Held by {name}.</source>
        <translation>Von {name} belegt.</translation>
    </message>
    <message>
        <source>From the question to the first word, loading included.</source>
        <translation>Von der Frage bis zum ersten Wort, mit Laden.</translation>
    </message>
    <message>
        <source>First token</source>
        <translation>Erstes Token</translation>
    </message>
    <message>
        <source>While the answer was written.</source>
        <translation>Während die Antwort geschrieben wurde.</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>Where it ran</source>
        <translation>Wo es lief</translation>
    </message>
    <message>
        <source>The server does not say.</source>
        <translation>Der Server sagt es nicht.</translation>
    </message>
    <message>
        <source>All of the model is on the GPU.</source>
        <translation>Das ganze Modell ist auf der GPU.</translation>
    </message>
    <message>
        <source>The processor has answered.</source>
        <translation>Der Prozessor hat geantwortet.</translation>
    </message>
    <message>
        <source>Part of the model is on the GPU, the rest on the processor.</source>
        <translation>Ein Teil des Modells ist auf der GPU, der Rest auf dem Prozessor.</translation>
    </message>
    <message>
        <source>{share} GPU</source>
        <translation>{share} GPU</translation>
    </message>
    <message>
        <source>{provider} does not answer</source>
        <translation>{provider} antwortet nicht</translation>
    </message>
    <message>
        <source>Does not answer</source>
        <translation>Antwortet nicht</translation>
    </message>
    <message>
        <source>{provider} answers</source>
        <translation>{provider} antwortet</translation>
    </message>
    <message>
        <source>Questions go there. Another one can be chosen at any time.</source>
        <translation>Dorthin gehen die Fragen. Ein anderer lässt sich jederzeit wählen.</translation>
    </message>
    <message>
        <source>Model servers on this computer are asked whether they are there.</source>
        <translation>Modellserver auf diesem Computer werden gefragt, ob sie da sind.</translation>
    </message>
    <message>
        <source>Looking for model servers</source>
        <translation>Modellserver werden gesucht</translation>
    </message>
    <message>
        <source>A model server gives the answers. This was found:</source>
        <translation>Ein Modellserver gibt die Antworten. Gefunden wurde:</translation>
    </message>
    <message>
        <source>What is to answer?</source>
        <translation>Was soll antworten?</translation>
    </message>
    <message>
        <source>Not decided yet</source>
        <translation>Noch nicht entschieden</translation>
    </message>
    <message>
        <source>There is no model yet</source>
        <translation>Noch kein Modell da</translation>
    </message>
    <message>
        <source>{model} could not be pulled</source>
        <translation>{model} konnte nicht heruntergeladen werden</translation>
    </message>
    <message>
        <source>Not there yet</source>
        <translation>Noch nicht da</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>{model} is there</source>
        <translation>{model} ist da</translation>
    </message>
    <message>
        <source>It will answer, on {provider}.</source>
        <translation>Es wird antworten, auf {provider}.</translation>
    </message>
    <message>
        <source>{provider} needs a model to answer with. It is downloaded once, and stays.</source>
        <translation>{provider} braucht zum Antworten ein Modell. Es wird einmal heruntergeladen und bleibt.</translation>
    </message>
    <message>
        <source>Pulling {model}</source>
        <translation>{model} wird heruntergeladen</translation>
    </message>
    <message>
        <source>Closing this window does not stop it.</source>
        <translation>Das Schließen dieses Fensters hält es nicht auf.</translation>
    </message>
    <message>
        <source>Everything works. These figures are kept, to compare later ones with.</source>
        <translation>Alles funktioniert. Diese Werte bleiben, um spätere mit ihnen zu vergleichen.</translation>
    </message>
    <message>
        <source>The first answer is there</source>
        <translation>Die erste Antwort ist da</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>Beantwortet</translation>
    </message>
    <message>
        <source>{model} is asked</source>
        <translation>{model} wird gefragt</translation>
    </message>
    <message>
        <source>{model} answers</source>
        <translation>{model} antwortet</translation>
    </message>
    <message>
        <source>Answering</source>
        <translation>Antwortet</translation>
    </message>
    <message>
        <source>No answer came</source>
        <translation>Keine Antwort gekommen</translation>
    </message>
    <message>
        <source>A model has to be there first.</source>
        <translation>Erst muss ein Modell da sein.</translation>
    </message>
    <message>
        <source>The first question</source>
        <translation>Die erste Frage</translation>
    </message>
    <message>
        <source>{model} on {provider} will answer. Nothing leaves this computer.</source>
        <translation>{model} auf {provider} wird antworten. Nichts verlässt diesen Computer.</translation>
    </message>
    <message>
        <source>{model} on {provider} will answer. The question leaves this computer.</source>
        <translation>{model} auf {provider} wird antworten. Die Frage verlässt diesen Computer.</translation>
    </message>
    <message>
        <source>Ready for the first question</source>
        <translation>Bereit für die erste Frage</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Bereit</translation>
    </message>
    <message>
        <source>Connecting. A model server that is off is started first.</source>
        <translation>Verbindet. Ein ausgeschalteter Modellserver wird erst gestartet.</translation>
    </message>
    <message>
        <source>The model is being loaded, which takes longest the first time.</source>
        <translation>Das Modell wird geladen; beim ersten Mal dauert das am längsten.</translation>
    </message>
    <message>
        <source>The model reads the question.</source>
        <translation>Das Modell liest die Frage.</translation>
    </message>
    <message>
        <source>The model thinks before it answers.</source>
        <translation>Das Modell denkt nach, bevor es antwortet.</translation>
    </message>
    <message>
        <source>The answer arrives word by word.</source>
        <translation>Die Antwort kommt Wort für Wort.</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>Erneut prüfen</translation>
    </message>
    <message>
        <source>What is mended outside is also noticed by itself.</source>
        <translation>Was außerhalb behoben wird, wird auch von selbst bemerkt.</translation>
    </message>
    <message>
        <source>&amp;Check Again</source>
        <translation>&amp;Erneut prüfen</translation>
    </message>
    <message>
        <source>Install Docker</source>
        <translation>Docker installieren</translation>
    </message>
    <message>
        <source>Opens Docker&apos;s instructions. The setup goes on by itself once it runs.</source>
        <translation>Öffnet die Anleitung von Docker. Die Einrichtung geht von selbst weiter, sobald es läuft.</translation>
    </message>
    <message>
        <source>Open the &amp;Instructions</source>
        <translation>&amp;Anleitung öffnen</translation>
    </message>
    <message>
        <source>The setup is done</source>
        <translation>Die Einrichtung ist fertig</translation>
    </message>
    <message>
        <source>The chat goes on from here.</source>
        <translation>Im Chat geht es weiter.</translation>
    </message>
    <message>
        <source>&amp;Open the Chat</source>
        <translation>&amp;Chat öffnen</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Abbrechen</translation>
    </message>
    <message>
        <source>Break it off</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Stop the answer</source>
        <translation>Antwort stoppen</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>&amp;Stoppen</translation>
    </message>
    <message>
        <source>&amp;Continue</source>
        <translation>&amp;Weiter</translation>
    </message>
    <message>
        <source>Go on with {name}</source>
        <translation>Mit {name} weitermachen</translation>
    </message>
    <message>
        <source>Nothing is changed.</source>
        <translation>Nichts wird geändert.</translation>
    </message>
    <message>
        <source>Go on with the processor</source>
        <translation>Mit dem Prozessor weitermachen</translation>
    </message>
    <message>
        <source>Answers are slower. The GPU is used from the first start that can.</source>
        <translation>Antworten sind langsamer. Die GPU wird ab dem ersten Start genutzt, der das kann.</translation>
    </message>
    <message>
        <source>&amp;Continue Without the GPU</source>
        <translation>Ohne &amp;GPU weiter</translation>
    </message>
    <message>
        <source>A small model may still fit.</source>
        <translation>Ein kleines Modell passt vielleicht noch.</translation>
    </message>
    <message>
        <source>Go on as it is</source>
        <translation>So weitermachen</translation>
    </message>
    <message>
        <source>It may mend itself.</source>
        <translation>Es erholt sich vielleicht von selbst.</translation>
    </message>
    <message>
        <source>Use a server by its address</source>
        <translation>Einen Server über seine Adresse verwenden</translation>
    </message>
    <message>
        <source>Any Ollama or OpenAI-compatible server. It is tested before it is used.</source>
        <translation>Jeder Server wie Ollama oder OpenAI-kompatibel. Er wird vorher getestet.</translation>
    </message>
    <message>
        <source>&amp;Test and Use</source>
        <translation>&amp;Testen und verwenden</translation>
    </message>
    <message>
        <source>&amp;Address:</source>
        <translation>A&amp;dresse:</translation>
    </message>
    <message>
        <source>Nothing to install or download: the small model {model} ({size}) is here.</source>
        <translation>Nichts zu installieren oder herunterzuladen: Das kleine Modell {model} ({size}) ist hier.</translation>
    </message>
    <message>
        <source>Use the built-in engine</source>
        <translation>Die eingebaute Engine verwenden</translation>
    </message>
    <message>
        <source>&amp;Use the Built-in Engine</source>
        <translation>Ein&amp;gebaute Engine verwenden</translation>
    </message>
    <message>
        <source>Use the Ollama that answers there</source>
        <translation>Das Ollama verwenden, das dort antwortet</translation>
    </message>
    <message>
        <source>Nothing is started. It is used as it is, with its models.</source>
        <translation>Nichts wird gestartet. Es wird verwendet, wie es ist, mit seinen Modellen.</translation>
    </message>
    <message>
        <source>&amp;Use That Ollama</source>
        <translation>&amp;Dieses Ollama verwenden</translation>
    </message>
    <message>
        <source>It answers at {url}, and has no models yet.</source>
        <translation>Es antwortet an {url} und hat noch keine Modelle.</translation>
    </message>
    <message>
        <source>It answers at {url}, with the model {model}.</source>
        <translation>Es antwortet an {url}, mit dem Modell {model}.</translation>
    </message>
    <message>
        <source>It answers at {url}, with {count} models.</source>
        <translation>Es antwortet an {url}, mit {count} Modellen.</translation>
    </message>
    <message>
        <source>Use {provider}</source>
        <translation>{provider} verwenden</translation>
    </message>
    <message>
        <source>&amp;Use {provider}</source>
        <translation>{provider} &amp;verwenden</translation>
    </message>
    <message>
        <source>Choose a port</source>
        <translation>Einen Port wählen</translation>
    </message>
    <message>
        <source>Any free port from 1024 to 65535.</source>
        <translation>Ein freier Port von 1024 bis 65535.</translation>
    </message>
    <message>
        <source>&amp;Use This Port and Continue</source>
        <translation>Diesen Port &amp;verwenden und weiter</translation>
    </message>
    <message>
        <source>&amp;Port:</source>
        <translation>&amp;Port:</translation>
    </message>
    <message>
        <source>&amp;Stop {name}</source>
        <translation>{name} &amp;stoppen</translation>
    </message>
    <message>
        <source>Stop the container {name}</source>
        <translation>Container {name} stoppen</translation>
    </message>
    <message>
        <source>It can be started again later. Its data is kept.</source>
        <translation>Er lässt sich später wieder starten. Seine Daten bleiben.</translation>
    </message>
    <message>
        <source>TARS publishes the stack on {port}. Other programs that expect {old} need the new address.</source>
        <translation>TARS veröffentlicht den Stack auf {port}. Andere Programme, die {old} erwarten, brauchen die neue Adresse.</translation>
    </message>
    <message>
        <source>&amp;Use {port} and Continue</source>
        <translation>{port} &amp;verwenden und weiter</translation>
    </message>
    <message>
        <source>Use another port</source>
        <translation>Einen anderen Port verwenden</translation>
    </message>
    <message>
        <source>Pull another model</source>
        <translation>Ein anderes Modell herunterladen</translation>
    </message>
    <message>
        <source>Any name of the library. Advice comes before the download.</source>
        <translation>Jeder Name der Bibliothek. Vor dem Herunterladen kommt eine Einschätzung.</translation>
    </message>
    <message>
        <source>&amp;Pull</source>
        <translation>&amp;Herunterladen</translation>
    </message>
    <message>
        <source>&amp;Model:</source>
        <translation>Mo&amp;dell:</translation>
    </message>
    <message>
        <source>It is installed, and takes {size}.</source>
        <translation>Es ist installiert und belegt {size}.</translation>
    </message>
    <message>
        <source>Use {model}</source>
        <translation>{model} verwenden</translation>
    </message>
    <message>
        <source>&amp;Use {model}</source>
        <translation>{model} &amp;verwenden</translation>
    </message>
    <message>
        <source>Pull {model}</source>
        <translation>{model} herunterladen</translation>
    </message>
    <message>
        <source>&amp;Pull {model}</source>
        <translation>{model} &amp;herunterladen</translation>
    </message>
    <message>
        <source>&amp;Try Again</source>
        <translation>Erneut &amp;versuchen</translation>
    </message>
    <message>
        <source>&amp;Fetch the Image</source>
        <translation>&amp;Image holen</translation>
    </message>
    <message>
        <source>Fetch the image</source>
        <translation>Image holen</translation>
    </message>
    <message>
        <source>Takes about 20 s. Models are kept.</source>
        <translation>Dauert etwa 20 s. Modelle bleiben erhalten.</translation>
    </message>
    <message>
        <source>Restart the stack</source>
        <translation>Stack neu starten</translation>
    </message>
    <message>
        <source>R&amp;estart the Stack</source>
        <translation>Stack ne&amp;u starten</translation>
    </message>
    <message>
        <source>&amp;Start the Stack</source>
        <translation>&amp;Stack starten</translation>
    </message>
    <message>
        <source>Re&amp;view and Start…</source>
        <translation>P&amp;rüfen und starten…</translation>
    </message>
    <message>
        <source>Start the stack</source>
        <translation>Stack starten</translation>
    </message>
    <message>
        <source>Ask the first question</source>
        <translation>Erste Frage stellen</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>Erneut fragen</translation>
    </message>
    <message>
        <source>The figures are measured anew.</source>
        <translation>Die Werte werden neu gemessen.</translation>
    </message>
    <message>
        <source>&amp;Ask Again</source>
        <translation>Erneut &amp;fragen</translation>
    </message>
    <message>
        <source>&amp;Ask the First Question</source>
        <translation>Erste &amp;Frage stellen</translation>
    </message>
    <message>
        <source>In two short sentences: what can you help me with?</source>
        <translation>In zwei kurzen Sätzen: Wobei kannst du mir helfen?</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>Engine</translation>
    </message>
    <message>
        <source>GPU</source>
        <translation>GPU</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>Datenträger</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>Image</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>Anbieter</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>First answer</source>
        <translation>Erste Antwort</translation>
    </message>
    <message>
        <source>Not done yet</source>
        <translation>Noch nicht erledigt</translation>
    </message>
    <message>
        <source>Busy</source>
        <translation>Beschäftigt</translation>
    </message>
    <message>
        <source>Well</source>
        <translation>In Ordnung</translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation>Braucht Aufmerksamkeit</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>Übersprungen</translation>
    </message>
    <message>
        <source>It also works without Docker: choose below what is to answer.</source>
        <translation>Es geht auch ohne Docker: Unten wählen, was antworten soll.</translation>
    </message>
    <message>
        <source>Docker is not ready</source>
        <translation>Docker ist nicht bereit</translation>
    </message>
    <message>
        <source>It runs the model server in a container, apart from everything else.</source>
        <translation>Es betreibt den Modellserver in einem Container, getrennt von allem anderen.</translation>
    </message>
    <message>
        <source>Docker is ready</source>
        <translation>Docker ist bereit</translation>
    </message>
    <message>
        <source>Docker runs the model server in a container, apart from everything else.</source>
        <translation>Docker betreibt den Modellserver in einem Container, getrennt von allem anderen.</translation>
    </message>
    <message>
        <source>Looking for Docker</source>
        <translation>Docker wird gesucht</translation>
    </message>
    <message>
        <source>Docker is not installed</source>
        <translation>Docker ist nicht installiert</translation>
    </message>
    <message>
        <source>Docker is not running</source>
        <translation>Docker läuft nicht</translation>
    </message>
    <message>
        <source>Docker may not be used</source>
        <translation>Docker darf nicht benutzt werden</translation>
    </message>
    <message>
        <source>Docker Compose is missing</source>
        <translation>Docker Compose fehlt</translation>
    </message>
    <message>
        <source>Docker Compose is too old</source>
        <translation>Docker Compose ist zu alt</translation>
    </message>
    <message>
        <source>Docker does not answer</source>
        <translation>Docker antwortet nicht</translation>
    </message>
    <message>
        <source>A GPU answers many times faster than the processor. It is not needed.</source>
        <translation>Eine GPU antwortet um ein Vielfaches schneller als der Prozessor. Nötig ist sie nicht.</translation>
    </message>
    <message>
        <source>Looking for a GPU</source>
        <translation>GPU wird gesucht</translation>
    </message>
    <message>
        <source>The GPU needs attention</source>
        <translation>Die GPU braucht Aufmerksamkeit</translation>
    </message>
    <message>
        <source>Docker cannot use the GPU</source>
        <translation>Docker kann die GPU nicht nutzen</translation>
    </message>
    <message>
        <source>It works without a GPU</source>
        <translation>Es geht auch ohne GPU</translation>
    </message>
    <message>
        <source>None: the processor answers</source>
        <translation>Keine: Der Prozessor antwortet</translation>
    </message>
    <message>
        <source>{gpu} is ready</source>
        <translation>{gpu} ist bereit</translation>
    </message>
    <message>
        <source>The stack takes the GPU by itself when Docker can hand it on.</source>
        <translation>Der Stack nimmt die GPU von selbst, wenn Docker sie weiterreichen kann.</translation>
    </message>
    <message>
        <source>Port {port} is in use</source>
        <translation>Port {port} ist belegt</translation>
    </message>
    <message>
        <source>Nothing was changed yet.</source>
        <translation>Noch wurde nichts geändert.</translation>
    </message>
    <message>
        <source>{port} is in use</source>
        <translation>{port} ist belegt</translation>
    </message>
    <message>
        <source>The stack has port {port}</source>
        <translation>Der Stack hat Port {port}</translation>
    </message>
    <message>
        <source>{port}, held by the stack</source>
        <translation>{port}, vom Stack belegt</translation>
    </message>
    <message>
        <source>Port {port} is free</source>
        <translation>Port {port} ist frei</translation>
    </message>
    <message>
        <source>{port} is free</source>
        <translation>{port} ist frei</translation>
    </message>
    <message>
        <source>Looking at port {port}</source>
        <translation>Port {port} wird geprüft</translation>
    </message>
    <message>
        <source>Programs find the stack by this number. No other program may have it.</source>
        <translation>Programme finden den Stack über diese Nummer. Kein anderes Programm darf sie haben.</translation>
    </message>
    <message>
        <source>Models take some gigabytes each.</source>
        <translation>Modelle belegen je einige Gigabyte.</translation>
    </message>
    <message>
        <source>Looking at the free space</source>
        <translation>Der freie Platz wird geprüft</translation>
    </message>
    <message>
        <source>The free space is not known</source>
        <translation>Der freie Platz ist nicht bekannt</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>Nicht bekannt</translation>
    </message>
    <message>
        <source>{size} free</source>
        <translation>{size} frei</translation>
    </message>
    <message>
        <source>There is enough space</source>
        <translation>Es ist genug Platz</translation>
    </message>
    <message>
        <source>There is little space left</source>
        <translation>Es ist wenig Platz übrig</translation>
    </message>
    <message>
        <source>The disk is full</source>
        <translation>Der Datenträger ist voll</translation>
    </message>
    <message>
        <source>It holds the model server, and starts from here without the network.</source>
        <translation>Es enthält den Modellserver und startet von hier ohne Netzwerk.</translation>
    </message>
    <message>
        <source>The image is here</source>
        <translation>Das Image ist hier</translation>
    </message>
    <message>
        <source>Is here</source>
        <translation>Ist hier</translation>
    </message>
    <message>
        <source>The image could not be fetched</source>
        <translation>Das Image konnte nicht geholt werden</translation>
    </message>
    <message>
        <source>Could not be fetched</source>
        <translation>Konnte nicht geholt werden</translation>
    </message>
    <message>
        <source>It is fetched once. Closing this window does not stop it.</source>
        <translation>Es wird einmal geholt. Das Schließen dieses Fensters hält es nicht auf.</translation>
    </message>
    <message>
        <source>Fetching…</source>
        <translation>Wird geholt…</translation>
    </message>
    <message>
        <source>Fetching the image</source>
        <translation>Das Image wird geholt</translation>
    </message>
    <message>
        <source>The image holds the model server.</source>
        <translation>Das Image enthält den Modellserver.</translation>
    </message>
    <message>
        <source>Looking for the image</source>
        <translation>Das Image wird gesucht</translation>
    </message>
    <message>
        <source>The image is not here yet</source>
        <translation>Das Image ist noch nicht hier</translation>
    </message>
    <message>
        <source>It holds the model server, and is fetched once. That takes a few minutes.</source>
        <translation>Es enthält den Modellserver und wird einmal geholt. Das dauert einige Minuten.</translation>
    </message>
    <message>
        <source>Not here yet</source>
        <translation>Noch nicht hier</translation>
    </message>
    <message>
        <source>The stack did not start</source>
        <translation>Der Stack ist nicht gestartet</translation>
    </message>
    <message>
        <source>The stack is not well</source>
        <translation>Der Stack ist nicht in Ordnung</translation>
    </message>
    <message>
        <source>It goes on by itself, and can be stopped in the tray menu.</source>
        <translation>Er läuft von selbst weiter und lässt sich im Tray-Menü stoppen.</translation>
    </message>
    <message>
        <source>The stack is off</source>
        <translation>Der Stack ist aus</translation>
    </message>
    <message>
        <source>A start takes about 5 s. Others in your network can then use it.</source>
        <translation>Ein Start dauert etwa 5 s. Andere im Netzwerk können ihn dann nutzen.</translation>
    </message>
    <message>
        <source>A start takes about 5 s. Only this computer can then use it.</source>
        <translation>Ein Start dauert etwa 5 s. Nur dieser Computer kann ihn dann nutzen.</translation>
    </message>
    <message>
        <source>Set Up &amp;Without Docker</source>
        <translation>&amp;Ohne Docker einrichten</translation>
    </message>
    <message>
        <source>Set Up &amp;With Docker</source>
        <translation>&amp;Mit Docker einrichten</translation>
    </message>
    <message>
        <source>Step {number} of {count}</source>
        <translation>Schritt {number} von {count}</translation>
    </message>
    <message>
        <source>{place}: {step}</source>
        <translation>{place}: {step}</translation>
    </message>
</context>
<context>
    <name>stack</name>
    <message>
        <source>Everybody in your network reaches {service} at {subject}, without a password.</source>
        <translation>Alle im Netzwerk erreichen {service} an {subject}, ohne Passwort.</translation>
    </message>
    <message>
        <source>{service} may do on this computer what its administrator may.</source>
        <translation>{service} darf auf diesem Computer, was seine Verwaltung darf.</translation>
    </message>
    <message>
        <source>{service} may command Docker, and with it this computer.</source>
        <translation>{service} darf Docker befehlen und damit diesem Computer.</translation>
    </message>
    <message>
        <source>{service} sees {subject} of this computer.</source>
        <translation>{service} sieht {subject} dieses Computers.</translation>
    </message>
    <message>
        <source>{service} is not kept apart from this computer ({subject}: host).</source>
        <translation>{service} ist nicht von diesem Computer getrennt ({subject}: host).</translation>
    </message>
    <message>
        <source>{service} gets the additional right {subject}.</source>
        <translation>{service} bekommt das zusätzliche Recht {subject}.</translation>
    </message>
    <message>
        <source>{service} may use the device {subject}.</source>
        <translation>{service} darf das Gerät {subject} benutzen.</translation>
    </message>
    <message>
        <source>A protection of {service} is turned off ({subject}).</source>
        <translation>Ein Schutz von {service} ist abgeschaltet ({subject}).</translation>
    </message>
    <message>
        <source>The image of {service} is built from {subject}: its instructions run here.</source>
        <translation>Das Image von {service} wird aus {subject} gebaut: Dessen Anweisungen laufen hier.</translation>
    </message>
    <message>
        <source>Every page open in a browser may use {service} (OLLAMA_ORIGINS).</source>
        <translation>Jede im Browser offene Seite darf {service} benutzen (OLLAMA_ORIGINS).</translation>
    </message>
    <message>
        <source>Docker could not do that, and gave no reason. Try again.</source>
        <translation>Docker konnte das nicht und nannte keinen Grund. Erneut versuchen.</translation>
    </message>
    <message>
        <source>Docker could not do that: {reason}</source>
        <translation>Docker konnte das nicht: {reason}</translation>
    </message>
    <message>
        <source>Docker is not installed. Install it, then check again.</source>
        <translation>Docker ist nicht installiert. Installieren, dann erneut prüfen.</translation>
    </message>
    <message>
        <source>Your user may not use Docker. Join the group “docker”, log in again, then check again.</source>
        <translation>Dieser Benutzer darf Docker nicht verwenden. Der Gruppe „docker“ beitreten, neu anmelden, dann erneut prüfen.</translation>
    </message>
    <message>
        <source>Docker did not answer within {seconds} s. Restart it, then check again.</source>
        <translation>Docker hat innerhalb von {seconds} s nicht geantwortet. Neu starten, dann erneut prüfen.</translation>
    </message>
    <message>
        <source>No Docker answers at {host}. Start it there, then check again.</source>
        <translation>Kein Docker antwortet an {host}. Dort starten, dann erneut prüfen.</translation>
    </message>
    <message>
        <source>Docker is not running. Start it, then check again.</source>
        <translation>Docker läuft nicht. Starten, dann erneut prüfen.</translation>
    </message>
    <message>
        <source>Docker Compose is missing. Install its plugin, then check again.</source>
        <translation>Docker Compose fehlt. Das Plugin installieren, dann erneut prüfen.</translation>
    </message>
    <message>
        <source>Docker Compose {version} is too old. Install {needed} or newer, then check again.</source>
        <translation>Docker Compose {version} ist zu alt. {needed} oder neuer installieren, dann erneut prüfen.</translation>
    </message>
    <message>
        <source>A compose file cannot be used. Correct it, then start again.</source>
        <translation>Eine Compose-Datei ist nicht verwendbar. Berichtigen, dann erneut starten.</translation>
    </message>
    <message>
        <source>The compose file {path} cannot be used. Correct it, then start again.</source>
        <translation>Die Compose-Datei {path} ist nicht verwendbar. Berichtigen, dann erneut starten.</translation>
    </message>
    <message>
        <source>An Ollama answers on port {port} already. Use it, or another port.</source>
        <translation>An Port {port} antwortet bereits ein Ollama. Dieses verwenden oder einen anderen Port.</translation>
    </message>
    <message>
        <source>Another program holds port {port}. Use another port, or stop that program.</source>
        <translation>Ein anderes Programm belegt Port {port}. Einen anderen Port verwenden oder dieses Programm stoppen.</translation>
    </message>
    <message>
        <source>Port {port} is held by the container {holder}. Use another port, or stop that container.</source>
        <translation>Port {port} ist vom Container {holder} belegt. Einen anderen Port verwenden oder diesen Container stoppen.</translation>
    </message>
    <message>
        <source>Port {port} is held by {holder}. Use another port, or stop that program.</source>
        <translation>Port {port} ist von {holder} belegt. Einen anderen Port verwenden oder dieses Programm stoppen.</translation>
    </message>
    <message>
        <source>Docker cannot use the NVIDIA GPU. Install the NVIDIA Container Toolkit, or run on the CPU.</source>
        <translation>Docker kann die NVIDIA-GPU nicht nutzen. Das NVIDIA Container Toolkit installieren oder auf der CPU ausführen.</translation>
    </message>
    <message>
        <source>Docker cannot use the AMD GPU. Install the ROCm driver (/dev/kfd), or run on the CPU.</source>
        <translation>Docker kann die AMD-GPU nicht nutzen. Den ROCm-Treiber (/dev/kfd) installieren oder auf der CPU ausführen.</translation>
    </message>
    <message>
        <source>Docker cannot use the GPU. Run on the CPU.</source>
        <translation>Docker kann die GPU nicht nutzen. Auf der CPU ausführen.</translation>
    </message>
    <message>
        <source>Not started: the configuration needs your consent.</source>
        <translation>Nicht gestartet: Die Konfiguration braucht eine Zustimmung.</translation>
    </message>
    <message>
        <source>It gives {count} more away, listed as evidence.</source>
        <translation>Sie gibt {count} weitere preis, als Beleg aufgelistet.</translation>
    </message>
    <message>
        <source>The registry of the image {image} cannot be reached. Check the network, then start again.</source>
        <translation>Das Verzeichnis des Images {image} ist nicht erreichbar. Das Netzwerk prüfen, dann erneut starten.</translation>
    </message>
    <message>
        <source>The registry does not give out the image {image}. Check its name, or log in there.</source>
        <translation>Das Verzeichnis gibt das Image {image} nicht heraus. Den Namen prüfen oder dort anmelden.</translation>
    </message>
    <message>
        <source>There is no image {image}. Check its name and tag.</source>
        <translation>Es gibt kein Image {image}. Name und Tag prüfen.</translation>
    </message>
    <message>
        <source>The registry allows no more downloads of {image} for now. Try again later.</source>
        <translation>Das Verzeichnis erlaubt vorerst keine weiteren Downloads von {image}. Später erneut versuchen.</translation>
    </message>
    <message>
        <source>The disk is too full for the image {image}. Free some space there.</source>
        <translation>Der Datenträger ist für das Image {image} zu voll. Dort Platz schaffen.</translation>
    </message>
    <message>
        <source>The image {image} could not be fetched. Try again.</source>
        <translation>Das Image {image} konnte nicht geholt werden. Erneut versuchen.</translation>
    </message>
    <message>
        <source>The server runs, but fails its health check. The log may say why; start it again.</source>
        <translation>Der Server läuft, besteht aber seine Zustandsprüfung nicht. Das Protokoll sagt vielleicht, warum; erneut starten.</translation>
    </message>
    <message>
        <source>The server ran out of memory (exit {code}). Choose a smaller model or a shorter context.</source>
        <translation>Dem Server ging der Speicher aus (Exit {code}). Ein kleineres Modell oder einen kürzeren Kontext wählen.</translation>
    </message>
    <message>
        <source>The server ended by itself (exit {code}). Its log may say why.</source>
        <translation>Der Server hat von selbst aufgehört (Exit {code}). Sein Protokoll sagt vielleicht, warum.</translation>
    </message>
    <message>
        <source>“{value}” cannot be the name of an image. Use one such as ollama/ollama:latest.</source>
        <translation>„{value}“ kann nicht der Name eines Images sein. Einen wie ollama/ollama:latest verwenden.</translation>
    </message>
    <message>
        <source>“{value}” is not an address of this computer. Use one such as 127.0.0.1.</source>
        <translation>„{value}“ ist keine Adresse dieses Computers. Eine wie 127.0.0.1 verwenden.</translation>
    </message>
    <message>
        <source>“{value}” cannot be a port. Use a number from 1 to 65535.</source>
        <translation>„{value}“ kann kein Port sein. Eine Zahl von 1 bis 65535 verwenden.</translation>
    </message>
    <message>
        <source>“{value}” cannot be used for the stack. Choose another value.</source>
        <translation>„{value}“ ist für den Stack nicht verwendbar. Einen anderen Wert wählen.</translation>
    </message>
    <message>
        <source>Asking Docker…</source>
        <translation>Docker wird gefragt…</translation>
    </message>
    <message>
        <source>Docker cannot be used</source>
        <translation>Docker ist nicht benutzbar</translation>
    </message>
    <message>
        <source>No Docker</source>
        <translation>Kein Docker</translation>
    </message>
    <message>
        <source>The start waits for your consent</source>
        <translation>Der Start wartet auf Zustimmung</translation>
    </message>
    <message>
        <source>Waits</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>The stack did not start</source>
        <translation>Der Stack ist nicht gestartet</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>The stack is not set up</source>
        <translation>Der Stack ist nicht eingerichtet</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>The first start fetches the image, which takes a few minutes.</source>
        <translation>Der erste Start holt das Image; das dauert einige Minuten.</translation>
    </message>
    <message>
        <source>The stack does not run</source>
        <translation>Der Stack läuft nicht</translation>
    </message>
    <message>
        <source>The stack is off</source>
        <translation>Der Stack ist aus</translation>
    </message>
    <message>
        <source>A start takes about 5 s. Models that were pulled are kept.</source>
        <translation>Ein Start dauert etwa 5 s. Heruntergeladene Modelle bleiben erhalten.</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>Startet</translation>
    </message>
    <message>
        <source>The container runs; its server is not ready yet.</source>
        <translation>Der Container läuft; sein Server ist noch nicht bereit.</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>The server is not well</source>
        <translation>Der Server ist nicht in Ordnung</translation>
    </message>
    <message>
        <source>Not well</source>
        <translation>Gestört</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>Stoppt</translation>
    </message>
    <message>
        <source>Canceling</source>
        <translation>Bricht ab</translation>
    </message>
    <message>
        <source>Restarting</source>
        <translation>Startet neu</translation>
    </message>
    <message>
        <source>Replies that are under way are cut short.</source>
        <translation>Laufende Antworten brechen ab.</translation>
    </message>
    <message>
        <source>Fetching a newer image</source>
        <translation>Neueres Image wird geholt</translation>
    </message>
    <message>
        <source>Pulling</source>
        <translation>Wird geholt</translation>
    </message>
    <message>
        <source>What runs goes on; the newer image is used from the next start on.</source>
        <translation>Was läuft, läuft weiter; das neuere Image gilt ab dem nächsten Start.</translation>
    </message>
    <message>
        <source>Removing</source>
        <translation>Entfernt</translation>
    </message>
    <message>
        <source>Starting: pulling the image</source>
        <translation>Startet: Image wird geholt</translation>
    </message>
    <message>
        <source>First start with this image. Later starts take about 5 s.</source>
        <translation>Erster Start mit diesem Image. Spätere dauern etwa 5 s.</translation>
    </message>
    <message>
        <source>Starting: waiting for the server</source>
        <translation>Startet: wartet auf den Server</translation>
    </message>
    <message>
        <source>Starting: making the container</source>
        <translation>Startet: Container wird erstellt</translation>
    </message>
    <message>
        <source>Running on {place}</source>
        <translation>Läuft auf {place}</translation>
    </message>
    <message>
        <source>Remove the Containers?</source>
        <translation>Container entfernen?</translation>
    </message>
    <message>
        <source>The stack is stopped. Image and models stay; the next start makes it anew.</source>
        <translation>Der Stack wird gestoppt. Image und Modelle bleiben; der nächste Start erstellt ihn neu.</translation>
    </message>
    <message>
        <source>&amp;Remove Containers</source>
        <translation>Container entfe&amp;rnen</translation>
    </message>
    <message>
        <source>Remove the Images?</source>
        <translation>Images entfernen?</translation>
    </message>
    <message>
        <source>The containers go too. The next start fetches the image again; the models stay.</source>
        <translation>Die Container gehen auch. Der nächste Start holt das Image neu; die Modelle bleiben.</translation>
    </message>
    <message>
        <source>&amp;Remove Images</source>
        <translation>Images entfe&amp;rnen</translation>
    </message>
    <message>
        <source>Delete All Models?</source>
        <translation>Alle Modelle löschen?</translation>
    </message>
    <message>
        <source>Every model that was pulled into the stack is deleted. This cannot be undone.</source>
        <translation>Jedes Modell, das in den Stack heruntergeladen wurde, wird gelöscht. Das lässt sich nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>&amp;Delete All Models</source>
        <translation>Alle Modelle &amp;löschen</translation>
    </message>
    <message>
        <source>Start This Configuration?</source>
        <translation>Diese Konfiguration starten?</translation>
    </message>
    <message>
        <source>It gives more away than the files of this application do. Start it only if you know why. You are asked again when it changes.</source>
        <translation>Sie gibt mehr preis als die Dateien dieser Anwendung. Nur starten, wenn klar ist, warum. Bei einer Änderung wird erneut gefragt.</translation>
    </message>
    <message>
        <source>&amp;Start Anyway</source>
        <translation>Trotzdem &amp;starten</translation>
    </message>
    <message>
        <source>Replies run on the CPU. {reason}</source>
        <translation>Antworten laufen auf der CPU. {reason}</translation>
    </message>
    <message>
        <source>Anyone in your network can use the server on port {port} and delete its models: Ollama has no password. Unless you want that, choose “Only this computer”, then start again.</source>
        <translation>Alle im Netzwerk können den Server an Port {port} nutzen und seine Modelle löschen: Ollama hat kein Passwort. Falls das nicht gewollt ist, „Nur dieser Computer“ wählen, dann erneut starten.</translation>
    </message>
    <message>
        <source>Ollama {version} has a known hole: who reaches the port can read its memory (CVE-2026-7482). Check for a newer image, then start again: {oldest} and newer are safe.</source>
        <translation>Ollama {version} hat eine bekannte Lücke: Wer den Port erreicht, kann seinen Speicher lesen (CVE-2026-7482). Ein neueres Image suchen, dann erneut starten: {oldest} und neuere sind sicher.</translation>
    </message>
    <message>
        <source>on this computer</source>
        <translation>auf diesem Computer</translation>
    </message>
    <message>
        <source>on {host}</source>
        <translation>auf {host}</translation>
    </message>
    <message>
        <source>{done} of {all}, layer {layer} of {layers}</source>
        <translation>{done} von {all}, Schicht {layer} von {layers}</translation>
    </message>
    <message>
        <source>{words}, {percent}</source>
        <translation>{words}, {percent}</translation>
    </message>
    <message>
        <source>Only this computer</source>
        <translation>Nur dieser Computer</translation>
    </message>
    <message>
        <source>Anyone in your network</source>
        <translation>Alle im Netzwerk</translation>
    </message>
    <message>
        <source>What the engine offers</source>
        <translation>Was die Engine bietet</translation>
    </message>
    <message>
        <source>None: on the CPU</source>
        <translation>Keine: auf der CPU</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>Fragen</translation>
    </message>
    <message>
        <source>Keep it running</source>
        <translation>Weiterlaufen lassen</translation>
    </message>
    <message>
        <source>Stop it</source>
        <translation>Stoppen</translation>
    </message>
    <message>
        <source>Ollama has no password: anyone who reaches it can use, change and delete models.</source>
        <translation>Ollama hat kein Passwort: Wer es erreicht, kann es nutzen und Modelle ändern und löschen.</translation>
    </message>
</context>
<context>
    <name>transfer</name>
    <message>
        <source>Exported to {path}: chats {chats}, messages {turns}.</source>
        <translation>Exportiert nach {path}: Chats {chats}, Nachrichten {turns}.</translation>
    </message>
    <message>
        <source>Exported to {path}: chats {chats}, messages {turns}. It is larger than the {megabytes}&#xa0;MB that an import takes: to move it, export the chats one by one.</source>
        <translation>Exportiert nach {path}: Chats {chats}, Nachrichten {turns}. Das ist größer als die {megabytes}&#xa0;MB, die ein Import annimmt: Zum Umziehen die Chats einzeln exportieren.</translation>
    </message>
    <message>
        <source>Imported from {path}: chats {chats}, messages {turns}. Left out, since there is no place for it here: {left_out}.</source>
        <translation>Importiert aus {path}: Chats {chats}, Nachrichten {turns}. Weggelassen, weil hier kein Platz dafür ist: {left_out}.</translation>
    </message>
    <message>
        <source>Imported from {path}: chats {chats}, messages {turns}.</source>
        <translation>Importiert aus {path}: Chats {chats}, Nachrichten {turns}.</translation>
    </message>
</context>
<context>
    <name>verdict</name>
    <message>
        <source>{model} on {provider}</source>
        <translation>{model} auf {provider}</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Bereit</translation>
    </message>
    <message>
        <source>Asking the providers…</source>
        <translation>Anbieter werden gefragt…</translation>
    </message>
    <message>
        <source>{provider} has no models</source>
        <translation>{provider} hat keine Modelle</translation>
    </message>
    <message>
        <source>{provider} does not answer</source>
        <translation>{provider} antwortet nicht</translation>
    </message>
    <message>
        <source>No provider answers</source>
        <translation>Kein Anbieter antwortet</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
</context>
<context>
    <name>window</name>
    <message>
        <source>Rename Chat</source>
        <translation>Chat umbenennen</translation>
    </message>
    <message>
        <source>&amp;Title:</source>
        <translation>&amp;Titel:</translation>
    </message>
    <message>
        <source>&amp;Address of a model server, such as http://127.0.0.1:8080:</source>
        <translation>&amp;Adresse eines Modellservers, etwa http://127.0.0.1:8080:</translation>
    </message>
    <message>
        <source>Add Provider</source>
        <translation>Anbieter hinzufügen</translation>
    </message>
</context>
</TS>
