<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="en_US">
<context>
    <name>UndoRow</name>
    <message numerus="yes">
        <source>Question deleted, with %n message(s) after it.</source>
        <translation>
            <numerusform>Question deleted, with %n message after it.</numerusform>
            <numerusform>Question deleted, with %n messages after it.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Reply deleted, with %n message(s) after it.</source>
        <translation>
            <numerusform>Reply deleted, with %n message after it.</numerusform>
            <numerusform>Reply deleted, with %n messages after it.</numerusform>
        </translation>
    </message>
</context>
</TS>
